package songlam.core.correlate.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import songlam.core.correlate.Condition;
import songlam.core.correlate.window.Contribution;
import songlam.core.correlate.window.Sighting;
import songlam.core.correlate.window.StateReader;
import songlam.core.correlate.window.StateWriter;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.event.Severity;
import songlam.core.pipeline.Detected;

/** What is noted of late events, and for how long. */
class LateArrivalsTest {
  private static final long START = TrialStream.START;
  private static final Pack PACK = counting("source.ip");
  private static final Pack OTHER = counting("[source.ip, user.name]");

  private static final Pack SILENT =
      TrialPack.with(Map.of("counted", TrialPack.condition("silent")), "");

  private final List<LateJoin> asked = new ArrayList<>();
  private final List<Condition> told = new ArrayList<>();
  private final RuleBase rules = new RuleBase(RuleBase.compile(PACK));
  private List<LateJoin.Missed> found = List.of();
  private long offset;

  private static Pack counting(String groupBy) {
    String condition = TrialPack.condition("counted");
    return TrialPack.with(
        Map.of("counted", condition.replace("group_by: source.ip", "group_by: " + groupBy)), "");
  }

  @Test
  void whatCameLateForAnotherConditionIsLetGoAndCounted() {
    LateArrivals arrivals = arrivals(OTHER);
    come(arrivals, START);
    arrivals.change(PACK);
    assertLetGo(arrivals);
  }

  @Test
  void soItIsWhenTheConditionIsAnotherAfterARestart() {
    LateArrivals former = arrivals(OTHER);
    come(former, START);
    LateArrivals arrivals = arrivals(PACK);
    arrivals.restore(saved(former));
    assertLetGo(arrivals);
  }

  @Test
  void whatCameLateForTheSameConditionIsLookedAtAfterAChangeAndARestart() {
    LateArrivals former = arrivals(PACK);
    come(former, START);
    former.change(TrialPack.with(Map.of("counted", TrialPack.condition("counted")), "// other"));
    LateArrivals arrivals = arrivals(PACK);
    arrivals.restore(saved(former));
    arrivals.tick(START + 100_000, live());
    assertEquals(1, asked.size());
    assertEquals(0, arrivals.evicted());
  }

  private void assertLetGo(LateArrivals arrivals) {
    assertEquals(1, arrivals.evicted());
    come(arrivals, START + 1_000);
    arrivals.tick(START + 100_000, live());
    assertEquals(1, asked.size());
    assertEquals(List.of(List.of("192.0.2.1")), asked.getFirst().keys());
    assertEquals(1, asked.getFirst().late().size());
    asked.getFirst().query();
  }

  @Test
  void whatWasFoundReturnsWhenItsRuleRestsOnSilenceFromNowOn() {
    LateArrivals arrivals = arrivals(PACK);
    find(arrivals, START);
    arrivals.change(SILENT);
    assertEquals(List.of(Condition.ACTIVE, Condition.RETURNED), told);
    assertTrue(arrivals.mayTell(episode(START), false), "nothing is kept of it");
  }

  @Test
  void soItDoesWhenTheRuleIsAnotherAfterARestart() {
    LateArrivals former = arrivals(PACK);
    find(former, START);
    arrivals(SILENT).restore(saved(former));
    assertEquals(List.of(Condition.ACTIVE, Condition.RETURNED), told);
  }

  @Test
  void soItDoesWhenThatIsWithoutTheRule() {
    LateArrivals former = arrivals(PACK);
    find(former, START);
    Pack without = TrialPack.with(Map.of("summed", TrialPack.condition("summed")), "");
    arrivals(without).restore(saved(former));
    assertEquals(List.of(Condition.ACTIVE, Condition.RETURNED), told);
  }

  @Test
  void whatWasToldBeforeTheSameWasFoundGoesOnAndReturns() {
    LateArrivals arrivals = arrivals(PACK);
    find(arrivals, START);
    Episode episode = episode(START);
    episode.raised(Severity.MEDIUM);
    assertTrue(arrivals.mayTell(episode, false));
    assertFalse(arrivals.mayTell(episode(START), false), "it was found already");
  }

  /** Then something of the rule is always noted. */
  @Test
  void whatNothingNotedBearsOnIsForgottenThoughMoreAlwaysComesLate() {
    LateArrivals arrivals = arrivals(PACK);
    find(arrivals, START);
    assertTrue(arrivals.mayTell(episode(START + 300_000), false));
    assertFalse(arrivals.mayTell(episode(START), false), "it was found already");
    long at = START;
    for (; at < START + 3_600_000; at += 5_000) {
      come(arrivals, at);
      arrivals.tick(at + 5_000, live());
    }
    assertEquals(List.of(Condition.ACTIVE, Condition.RETURNED), told);
    asked.clear();
    arrivals.tick(at + 60_000, live());
    assertFalse(asked.isEmpty(), "something is noted");
    assertEquals(List.of(), asked.getFirst().told());
    assertTrue(arrivals.mayTell(episode(START), false), "it was forgotten");
  }

  /** Looking at something late finds an attack of this moment. */
  private void find(LateArrivals arrivals, long at) {
    found = List.of(new LateJoin.Missed(episode(at), Severity.MEDIUM));
    come(arrivals, at);
    arrivals.tick(at + 16_000, live());
    found = List.of();
    arrivals.tick(at + 16_500, live());
  }

  private static Episode episode(long at) {
    Event event = event(at, 0);
    Contribution one = new Contribution(event.documentId(), at, "", event);
    Episode episode = new Episode(PACK.rules().getFirst(), "192.0.2.1", 0);
    episode.take(new Sighting("192.0.2.1", List.of(one), 0, 0, at, false));
    return episode;
  }

  private static StateReader saved(LateArrivals arrivals) {
    StateWriter out = new StateWriter();
    arrivals.save(out);
    return new StateReader(out.finish());
  }

  private LateArrivals arrivals(Pack pack) {
    LateJoins joins =
        (join, done) -> {
          asked.add(join);
          done.accept(found);
        };
    return new LateArrivals(pack, _ -> false, joins, (_, _, condition) -> told.add(condition));
  }

  private LateArrivals.Live live() {
    return new LateArrivals.Live(rules, _ -> List.of(), offset);
  }

  private void come(LateArrivals arrivals, long at) {
    Event event = event(at, offset);
    arrivals.on(new Detected(event, List.of(), offset++, at + 5_000, "", 500));
  }

  private static Event event(long at, long offset) {
    return new EventBuilder()
        .timestamp(at)
        .origin("host")
        .set(EcsField.EVENT_ACTION, "a")
        .set(EcsField.SOURCE_IP, "192.0.2.1")
        .set(EcsField.USER_NAME, "one")
        .build(new EventId("n1", 0, offset, 0));
  }
}
