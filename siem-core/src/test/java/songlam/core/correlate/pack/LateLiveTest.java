package songlam.core.correlate.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Condition;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.pipeline.Detected;

/**
 * What comes too late for rules that rest on a past of their own, or on nothing having come: the
 * live windows take it, and streams of late events alone say nothing of such rules.
 */
class LateLiveTest {
  private static final long START = TrialStream.START;

  private final List<TrialStream.Step> steps = new ArrayList<>();
  private long now;

  @Test
  void aSourceThatOnlySentLateIsNotToldToBeSilent() {
    hears(0, "b", "one");
    hears(1_000, "b", "one");
    hears(2_000, "b", "one");
    late(14_000, 3_000, "b", "one");
    until(19_000);
    assertEquals(List.of(), alerts("silent"), "it spoke at 3 s, 15 s are not over");
    until(40_000);
    assertEquals(1, alerts("silent").size());
    assertEquals(START + 3_000, alerts("silent").getFirst().firstSeen());
  }

  @Test
  void whatSpeaksOnTimeIsNotSilentBecauseSomeOfItCameLate() {
    for (int at = 0; at < 60_000; at += 1_000) {
      hears(at, "b", "one");
      if (at >= 20_000 && at < 23_000) {
        late(at, at - 10_000, "b", "one");
      }
    }
    for (int at = 30_000; at < 60_000; at += 500) {
      late(at, at - 10_000, "b", "other");
    }
    until(62_000);
    assertEquals(List.of(), alerts("silent"));
  }

  @Test
  void aDeadlineIsLiftedByWhatComesLate() {
    names(0, 10_000);
    until(20_000);
    assertEquals(Condition.ACTIVE, alerts("overdue").getFirst().condition());
    late(20_000, 5_000, "c", "one");
    until(22_000);
    assertEquals(Condition.RETURNED, alerts("overdue").getFirst().condition());
  }

  @Test
  void aDeadlineThatIsNamedLateIsToldUnlessItWasLiftedSince() {
    names(0, 60_000);
    hears(3_000, "c", "one");
    until(6_000);
    steps.add(happened(7_000, named(1_000, 8_000)));
    until(30_000);
    assertEquals(List.of(), alerts("overdue"), "it was lifted at 3 s");
    steps.add(happened(30_500, named(4_000, 31_000)));
    until(40_000);
    assertEquals(1, alerts("overdue").size());
  }

  @Test
  void norIsOneThatNobodyHadNamedWhenItWasLifted() {
    hears(3_000, "c", "one");
    steps.add(happened(7_000, named(1_000, 8_000)));
    until(30_000);
    assertEquals(List.of(), alerts("overdue"));
  }

  @Test
  void aNewValueThatComesLateIsToldOnceAndMarkedLate() {
    hears(0, "a", "one");
    hears(10_000, "a", "one");
    late(20_000, 12_000, "a", "two");
    hears(21_000, "a", "two");
    late(22_000, 13_000, "a", "two");
    until(30_000);
    List<Alert> novel = alerts("novel");
    assertEquals(1, novel.size(), novel.toString());
    assertEquals(START + 12_000, novel.getFirst().firstSeen());
    assertTrue(novel.getFirst().late());
  }

  @Test
  void aValueThatWasSeenSinceIsNotNewBecauseItAlsoComesLate() {
    hears(0, "a", "one");
    hears(10_000, "a", "two");
    late(20_000, 7_000, "a", "two");
    until(30_000);
    assertEquals(1, alerts("novel").size());
    assertFalse(alerts("novel").getFirst().late());
    assertEquals(1, alerts("novel").getFirst().count());
  }

  /** Absence is only told when what came on time is known too. */
  @Test
  void whatWasAnsweredOnTimeIsNotMissingBecauseTheQuestionCameLate() {
    hears(0, "x", "one");
    hears(6_000, "c", "one");
    late(20_000, 4_000, "d", "one");
    until(700_000);
    assertEquals(List.of(), alerts("missing"));
  }

  private List<Alert> alerts(String rule) {
    Pack pack = TrialPack.with(Map.of(rule, TrialPack.condition(rule)), "");
    Map<String, Alert> once = run(pack, Integer.MAX_VALUE);
    for (int cut = 0; cut <= steps.size(); cut += Math.max(1, steps.size() / 8)) {
      assertEquals(texts(once), texts(run(pack, cut)), "restarted after " + cut);
    }
    return List.copyOf(once.values());
  }

  private static List<String> texts(Map<String, Alert> alerts) {
    return alerts.values().stream().map(TrialPack::whole).toList();
  }

  private Map<String, Alert> run(Pack pack, int cut) {
    Map<String, Alert> raised = new LinkedHashMap<>();
    PackEngine engine = engine(pack, raised);
    TrialStream.feed(engine, steps.subList(0, Math.min(cut, steps.size())));
    if (cut < steps.size()) {
      PackEngine next = engine(pack, raised);
      next.restore(engine.save());
      engine.close();
      engine = next;
      TrialStream.feed(engine, steps.subList(cut, steps.size()));
    }
    engine.close();
    return raised;
  }

  private static PackEngine engine(Pack pack, Map<String, Alert> raised) {
    return new PackEngine(pack, alert -> raised.put(alert.id(), alert), _ -> true);
  }

  /** On time. */
  private void hears(long at, String action, String user) {
    steps.add(happened(at + 5, event(at, action, user).build(new EventId("n1", 0, 0, 0))));
  }

  private void late(long received, long at, String action, String user) {
    steps.add(happened(received, event(at, action, user).build(new EventId("n1", 0, 0, 0))));
  }

  private void names(long at, long due) {
    steps.add(happened(at + 5, named(at, due)));
  }

  private static Event named(long at, long due) {
    return event(at, "d", "one")
        .set(EcsField.EVENT_END, START + due)
        .build(new EventId("n1", 0, 0, 0));
  }

  private static EventBuilder event(long at, String action, String user) {
    return new EventBuilder()
        .timestamp(START + at)
        .origin("host")
        .set(EcsField.EVENT_ACTION, action)
        .set(EcsField.SOURCE_IP, user.equals("other") ? "192.0.2.2" : "192.0.2.1")
        .set(EcsField.USER_NAME, user);
  }

  private TrialStream.Step happened(long at, Event event) {
    until(at);
    Event placed = event.toBuilder().build(new EventId("n1", 0, steps.size(), 0));
    return new TrialStream.Step.Happened(
        new Detected(placed, List.of(), steps.size(), START + at, "", TrialStream.LATENESS));
  }

  private void until(long until) {
    for (; now <= until; now += 500) {
      steps.add(new TrialStream.Step.Ticked(START + now));
    }
  }
}
