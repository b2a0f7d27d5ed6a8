package songlam.core.correlate.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import songlam.core.correlate.Alert;
import songlam.core.correlate.AlertSink;
import songlam.core.correlate.Condition;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.event.RawRecord;
import songlam.core.event.Severity;
import songlam.core.pipeline.Detected;

/** What one alert explains is held back for as long as somebody is told of that one, no longer. */
class HeldBackTest {
  private static final String HOLDS =
      """
      rule "holds"
      when
        Noticed( rule == "counted", phase != "returned" )
        $other : Noticed( rule == "summed", phase != "returned" )
      then alerts.suppress($other); end
      """;

  private static final String GRAVE =
      """
      rule "grave"
      when $summed : Noticed( rule == "summed" )
      then alerts.alert($summed, Severity.CRITICAL); end
      """;

  private static final String FAILS =
      """
      rule "holds until it fails"
      when
        $parent : Noticed( rule == "counted", phase != "returned" )
        $other : Noticed( rule == "summed", phase != "returned" )
      then
        int i = 1 / (12 - (int) $parent.count());
        alerts.suppress($other);
      end
      """;

  /** Takes alerts and what canaries came to. */
  private static final class Sink implements AlertSink {
    private final List<Alert> raised = new ArrayList<>();
    private final List<Alert> proven = new ArrayList<>();

    @Override
    public void raise(Alert alert) {
      raised.add(alert);
    }

    @Override
    public void proven(String session, Alert alert) {
      proven.add(alert);
    }
  }

  private final Sink sink = new Sink();
  private PackEngine engine = engine(HOLDS);
  private String session = RawRecord.LIVE;
  private long offset;
  private long now = TrialStream.START;

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void aRuleThatIsOffHoldsNothingBack() {
    engine.switched(Set.of("trial/counted"));
    bothNoticed();
    assertEquals(List.of("summed active"), told());
    assertTrue(engine.silenced().getOrDefault("trial/counted", 0L) > 0);
  }

  @Test
  void aRuleThatIsOffHoldsNoCanaryBack() {
    session = RawRecord.CANARY + "/run-1";
    engine.switched(Set.of("trial/counted"));
    bothNoticed();
    assertEquals(List.of(), told());
    assertEquals(
        List.of(Condition.ACTIVE), sink.proven.stream().map(Alert::condition).distinct().toList());
  }

  @Test
  void aPackWhoseRulesAreAllOffRunsItsCodeAllTheSame() {
    PackEngine watched = begin(FAILS);
    watched.switched(Set.of("trial/counted", "trial/summed"));
    bothNoticed();
    attempts(12);
    settle();
    assertEquals(Set.of("holds until it fails"), watched.failed().keySet());
    assertEquals(List.of(), told());
    assertEquals(Set.of("trial/counted", "trial/summed"), watched.silenced().keySet());
  }

  @Test
  void whatARuleHeldBackIsToldWhenThatIsSwitchedOffAndBothWhenItIsOnAgain() {
    bothNoticed();
    assertEquals(List.of("counted active", "summed suppressed"), told());
    engine.switched(Set.of("trial/counted"));
    assertEquals(List.of("summed active"), told());
    restart();
    assertEquals(List.of(), told(), "a restart says nothing");
    engine.switched(Set.of());
    assertEquals(List.of("counted active", "summed suppressed"), told());
  }

  @Test
  void whatWasNoticedWhileItsRuleWasOffIsToldBeforeItHoldsAnythingBack() {
    engine.switched(Set.of("trial/counted", "trial/summed"));
    bothNoticed();
    assertEquals(List.of(), told());
    engine.switched(Set.of());
    assertEquals(List.of("counted active", "summed suppressed"), told());
  }

  @Test
  void anAlertWhoseRuleIsOffReturnsAsGraveAsItWas() {
    begin(GRAVE);
    bothNoticed();
    engine.switched(Set.of("trial/summed"));
    now += 60_000;
    settle();
    Alert last = sink.raised.stream().filter(a -> a.rule().endsWith("summed")).toList().getLast();
    assertEquals(Condition.RETURNED, last.condition());
    assertEquals(Severity.CRITICAL, last.severity());
  }

  @Test
  void whatARuleHeldBackIsToldWhenThatIsTakenAway() {
    toldAgainOnce(next -> change(engine, next), without("counted", HOLDS));
  }

  @Test
  void whatARuleHeldBackIsToldByAnotherVersionThatTakesItsSnapshotOver() {
    toldAgainOnce(this::takeOver, without("counted", HOLDS));
  }

  @Test
  void whatCodeHeldBackIsToldWhenThatIsTakenAway() {
    toldAgainOnce(next -> change(engine, next), pack(""));
  }

  @Test
  void whatCodeHeldBackIsToldByAnotherVersionThatTakesItsSnapshotOver() {
    toldAgainOnce(this::takeOver, pack(""));
  }

  private void toldAgainOnce(Consumer<Pack> change, Pack next) {
    bothNoticed();
    assertEquals(List.of("counted active", "summed suppressed"), told());
    change.accept(next);
    List<String> told = told();
    told.remove("counted returned");
    assertEquals(List.of("summed active"), told);
    change.accept(next);
    assertEquals(List.of(), told());
  }

  @Test
  void whatCodeHeldBackIsToldWhenThatFails() {
    begin(FAILS);
    bothNoticed();
    assertEquals(List.of("counted active", "summed suppressed"), told());
    attempts(7);
    settle();
    assertEquals(Set.of("holds until it fails"), engine.failed().keySet());
    assertEquals(List.of("summed active", "counted active"), told());
    restart();
    assertEquals(List.of(), told(), "a restart says nothing");
    assertEquals(Set.of("holds until it fails"), engine.failed().keySet());
  }

  private PackEngine begin(String drl) {
    engine.close();
    engine = engine(drl);
    return engine;
  }

  private PackEngine engine(String drl) {
    return new PackEngine(pack(drl), sink, _ -> true);
  }

  private static Pack pack(String drl) {
    return TrialPack.with(
        Map.of("counted", TrialPack.condition("counted"), "summed", TrialPack.condition("summed")),
        drl);
  }

  private static Pack without(String rule, String drl) {
    Pack pack = pack(drl);
    return new Pack(
        pack.id(),
        pack.pipeline(),
        pack.owner(),
        pack.sourceTypes(),
        pack.rules().stream().filter(one -> !one.id().equals(rule)).toList(),
        drl);
  }

  private static void change(PackEngine engine, Pack next) {
    engine.change(next, RuleBase.compile(next));
  }

  private void restart() {
    takeOver(engine.pack());
  }

  private void takeOver(Pack next) {
    byte[] state = engine.save();
    engine.close();
    engine = new PackEngine(next, sink, _ -> true);
    engine.restore(state);
  }

  /** Five attempts, then enough transfers. */
  private void bothNoticed() {
    attempts(5);
    transfer();
    transfer();
    settle();
  }

  private void attempts(int count) {
    for (int i = 0; i < count; i++) {
      happened("a", 1);
    }
  }

  private void transfer() {
    happened("b", 250);
  }

  private void settle() {
    for (int i = 0; i < 6; i++) {
      now += 500;
      engine.tick(now);
    }
  }

  private void happened(String action, long bytes) {
    now += 50;
    Event event =
        new EventBuilder()
            .timestamp(now)
            .origin("host")
            .set(EcsField.EVENT_ACTION, action)
            .set(EcsField.SOURCE_IP, "192.0.2.1")
            .set(EcsField.SOURCE_BYTES, bytes)
            .build(new EventId("n1", 0, offset, 0));
    engine.on(new Detected(event, List.of(), offset++, now + 5, session, TrialStream.LATENESS));
  }

  /** Which alerts were told of since it was last asked, and how each of them last. */
  private List<String> told() {
    Map<String, String> told = new LinkedHashMap<>();
    for (Alert alert : sink.raised) {
      String rule = alert.rule().substring("trial/".length());
      told.remove(rule);
      told.put(rule, rule + " " + alert.condition().label());
    }
    sink.raised.clear();
    return new ArrayList<>(told.values());
  }
}
