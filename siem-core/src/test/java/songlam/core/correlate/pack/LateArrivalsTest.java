package songlam.core.correlate.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
  private final Deque<String> looks = new ArrayDeque<>();
  private final List<Condition> told = new ArrayList<>();
  private final RuleBase rules = new RuleBase(RuleBase.compile(PACK));
  private List<LateJoin.Missed> found = List.of();
  private boolean off;
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
    tick(arrivals, START + 100_000);
    assertEquals(1, asked.size());
    assertEquals(0, arrivals.evicted());
  }

  private void assertLetGo(LateArrivals arrivals) {
    assertEquals(1, arrivals.evicted());
    come(arrivals, START + 1_000);
    tick(arrivals, START + 100_000);
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
    episode.raised(Severity.MEDIUM, true);
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
      tick(arrivals, at + 5_000);
    }
    assertEquals(List.of(Condition.ACTIVE, Condition.RETURNED), told);
    asked.clear();
    tick(arrivals, at + 60_000);
    assertFalse(asked.isEmpty(), "something is noted");
    assertEquals(List.of(), asked.getFirst().told());
    assertTrue(arrivals.mayTell(episode(START), false), "it was forgotten");
  }

  @Test
  void whatIsAnsweredTwiceIsToldOnce() {
    LateArrivals arrivals = arrivals(PACK);
    String look = ask(arrivals, START);
    found = List.of(new LateJoin.Missed(episode(START), Severity.MEDIUM));
    answer(arrivals, look, START + 16_000);
    answer(arrivals, look, START + 16_000);
    assertEquals(List.of(Condition.ACTIVE), told);
    arrivals.tick(START + 17_000, live(), false);
    assertEquals(1, asked.size());
  }

  @Test
  void anAnswerToAnotherQuestionIsNone() {
    LateArrivals arrivals = arrivals(PACK);
    String look = ask(arrivals, START);
    found = List.of(new LateJoin.Missed(episode(START), Severity.MEDIUM));
    answer(arrivals, look + "0", START + 16_000);
    assertEquals(List.of(), told);
  }

  @Test
  void whatIsAwayWhenALifeEndsIsAskedForUnderItsNameWhenAllIsReadAgain() {
    LateArrivals former = arrivals(PACK);
    String look = ask(former, START);
    LateArrivals arrivals = arrivals(PACK);
    arrivals.restore(saved(former));
    asked.clear();
    arrivals.tick(START + 17_000, live(), true);
    assertEquals(List.of(), asked, "it may have been answered");
    arrivals.tick(START + 17_500, live(), false);
    assertEquals(List.of(look), List.copyOf(looks));
    tick(arrivals, START + 18_000);
    assertEquals(1, asked.size());
  }

  @Test
  void whatWasAnsweredBeforeALifeEndedIsNotAskedForAgain() {
    LateArrivals former = arrivals(PACK);
    String look = ask(former, START);
    LateArrivals arrivals = arrivals(PACK);
    arrivals.restore(saved(former));
    found = List.of(new LateJoin.Missed(episode(START), Severity.MEDIUM));
    answer(arrivals, look, START + 16_000);
    asked.clear();
    arrivals.tick(START + 17_500, live(), false);
    assertEquals(List.of(), asked);
    assertEquals(List.of(Condition.ACTIVE), told);
  }

  @Test
  void whatIsFoundForARuleThatIsOffOrAnotherByThenIsNotTold() {
    LateArrivals arrivals = arrivals(PACK);
    String look = ask(arrivals, START);
    found = List.of(new LateJoin.Missed(episode(START), Severity.MEDIUM));
    off = true;
    answer(arrivals, look, START + 16_000);
    assertEquals(List.of(), told);
    off = false;
    LateArrivals changed = arrivals(PACK);
    look = ask(changed, START);
    changed.change(OTHER);
    answer(changed, look, START + 16_000);
    assertEquals(List.of(), told);
    assertEquals(1, changed.evicted(), "what came late for it");
  }

  @Test
  void whatIsNotInThisReleasesFormatIsCounted() {
    LateArrivals arrivals = arrivals(PACK);
    arrivals.found(ask(arrivals, START), new byte[] {0, 0, 0, 1}, START + 16_000);
    assertEquals(List.of(), told);
    assertEquals(1, arrivals.evicted());
  }

  /** Something comes late and is asked for. */
  private String ask(LateArrivals arrivals, long at) {
    come(arrivals, at);
    arrivals.tick(at + 15_500, live(), false);
    return looks.remove();
  }

  /** Looking at something late finds an attack of this moment. */
  private void find(LateArrivals arrivals, long at) {
    found = List.of(new LateJoin.Missed(episode(at), Severity.MEDIUM));
    come(arrivals, at);
    tick(arrivals, at + 16_000);
    found = List.of();
    tick(arrivals, at + 16_500);
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
        (look, join) -> {
          asked.add(join);
          return looks.add(look);
        };
    return new LateArrivals(pack, _ -> off, joins, (_, _, condition) -> told.add(condition));
  }

  /** Time goes on, and what is asked for is answered. */
  private void tick(LateArrivals arrivals, long at) {
    arrivals.tick(at, live(), false);
    while (!looks.isEmpty()) {
      answer(arrivals, looks.remove(), at);
    }
  }

  private void answer(LateArrivals arrivals, String look, long at) {
    found.forEach(one -> arrivals.found(look, MissedCodec.write(one, 1 << 20).bytes(), at));
    arrivals.found(look, new byte[0], at);
  }

  private LateArrivals.Live live() {
    return new LateArrivals.Live(rules, LateTrial.NOTHING, offset);
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
