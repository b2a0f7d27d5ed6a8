package songlam.core.correlate.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Condition;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.pipeline.Detected;

/** No alert is left active that nothing could end any more. */
class LeftStandingTest {
  private final List<Alert> alerts = new ArrayList<>();
  private long offset;
  private long now = TrialStream.START;

  @Test
  void whatWasOpenOfRulesThatAreGoneReturnsWhenASnapshotIsTakenOver() {
    TreeSet<String> returned = new TreeSet<>();
    for (int seed = 0; seed < 4; seed++) {
      Random random = new Random(seed);
      List<TrialStream.Step> steps =
          TrialStream.received(TrialStream.events(random, 1_000, 6), random, 300);
      List<TrialStream.Step> before = steps.subList(0, steps.size() / 3);
      for (String rule : TrialPack.conditions().keySet()) {
        Map<String, String> left = new HashMap<>(TrialPack.conditions());
        left.remove(rule);
        if (rule.equals("counted")) {
          left.remove("explained");
        }
        Pack next = TrialPack.with(left, "");
        List<Alert> changed = new ArrayList<>();
        List<Alert> taken = new ArrayList<>();
        try (PackEngine engine = new PackEngine(TrialPack.all(), changed::add, _ -> true);
            PackEngine later = new PackEngine(next, taken::add, _ -> true)) {
          TrialStream.feed(engine, before);
          changed.clear();
          later.restore(engine.save());
          engine.change(next, RuleBase.compile(next));
        }
        assertEquals(changed.stream().map(TrialPack::whole).toList(), whole(taken), rule);
        changed.forEach(alert -> returned.add(alert.rule() + " " + alert.condition().label()));
      }
    }
    assertTrue(returned.contains("trial/counted returned"), returned.toString());
    assertTrue(returned.contains("trial/silent returned"), returned.toString());
  }

  private static List<String> whole(List<Alert> alerts) {
    return alerts.stream().map(TrialPack::whole).toList();
  }

  /** The windows begin anew, so nothing would tell that the key speaks again. */
  @Test
  void aSilenceWhoseConditionChangesIsOverThoughTheNewCodeFails() {
    Pack pack = pack("15s", "");
    Pack next =
        pack("12s", "rule \"fails\" when Noticed( rule == \"counted\" ) then int i = 1 / 0; end");
    try (PackEngine engine = new PackEngine(pack, alerts::add, _ -> true)) {
      bothNoticed(engine);
      engine.change(next, RuleBase.compile(next));
      assertEquals(Set.of("fails"), engine.failed().keySet());
      Alert last = alerts.getLast();
      assertEquals("trial/silent", last.rule());
      assertEquals(Condition.RETURNED, last.condition());
    }
  }

  private void bothNoticed(PackEngine engine) {
    happened(engine, "b", 3);
    now += 20_000;
    happened(engine, "a", 5);
    now += 3_000;
    engine.tick(now);
    assertEquals(
        Set.of("trial/counted active", "trial/silent active"),
        new TreeSet<>(alerts.stream().map(a -> a.rule() + " " + a.condition().label()).toList()));
  }

  private static Pack pack(String silence, String drl) {
    return TrialPack.with(
        Map.of(
            "counted", TrialPack.condition("counted"),
            "silent", TrialPack.condition("silent").replace("15s", silence)),
        drl);
  }

  private void happened(PackEngine engine, String action, int times) {
    for (int i = 0; i < times; i++, offset++) {
      now += 50;
      Event event =
          new EventBuilder()
              .timestamp(now)
              .origin("host")
              .set(EcsField.EVENT_ACTION, action)
              .set(EcsField.SOURCE_IP, "192.0.2.1")
              .build(new EventId("n1", 0, offset, 0));
      engine.on(new Detected(event, List.of(), offset, now + 5, "", TrialStream.LATENESS));
    }
  }
}
