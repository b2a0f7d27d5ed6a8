package songlam.core.correlate.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import songlam.core.correlate.window.StateReader;
import songlam.core.correlate.window.StateWriter;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.pipeline.Detected;

/** What is noted of late events, and for how long. */
class LateArrivalsTest {
  private static final long START = TrialStream.START;
  private static final Pack PACK = counting("source.ip");
  private static final Pack OTHER = counting("[source.ip, user.name]");

  private final List<LateJoin> asked = new ArrayList<>();
  private final RuleBase rules = new RuleBase(RuleBase.compile(PACK));
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
    arrivals.tick(START + 100_000, rules, offset);
    assertEquals(1, asked.size());
    assertEquals(0, arrivals.evicted());
  }

  private void assertLetGo(LateArrivals arrivals) {
    assertEquals(1, arrivals.evicted());
    come(arrivals, START + 1_000);
    arrivals.tick(START + 100_000, rules, offset);
    assertEquals(1, asked.size());
    assertEquals(List.of(List.of("192.0.2.1")), asked.getFirst().keys());
    assertEquals(1, asked.getFirst().late().size());
    asked.getFirst().query();
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
          done.accept(List.of());
        };
    return new LateArrivals(pack, _ -> false, joins, (_, _, _) -> {});
  }

  private void come(LateArrivals arrivals, long at) {
    Event event =
        new EventBuilder()
            .timestamp(at)
            .origin("host")
            .set(EcsField.EVENT_ACTION, "a")
            .set(EcsField.SOURCE_IP, "192.0.2.1")
            .set(EcsField.USER_NAME, "one")
            .build(new EventId("n1", 0, offset, 0));
    arrivals.on(new Detected(event, List.of(), offset++, at + 5_000, "", 500));
  }
}
