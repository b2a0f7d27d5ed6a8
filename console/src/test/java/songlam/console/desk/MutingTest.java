package songlam.console.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Condition;
import songlam.core.correlate.Entity;
import songlam.core.correlate.Pipeline;
import songlam.core.event.Severity;
import songlam.core.event.Text;
import songlam.core.incident.Act;
import songlam.core.incident.Verdict;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.store.InMemoryAlertStore;
import songlam.core.store.InMemoryIncidentStore;
import songlam.core.store.StoredAlert;

class MutingTest {
  private static final long NOW = Instant.parse("2026-11-24T03:00:00Z").toEpochMilli();
  private static final long LATER = NOW + 3_600_000;

  private final InMemorySystemStore system = new InMemorySystemStore();
  private final InMemoryAlertStore alerts = new InMemoryAlertStore();
  private final List<String> told = new ArrayList<>();
  private final RuleControl control =
      new RuleControl(system, Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC));
  private final Muting muting =
      new Muting(control, alerts, stored -> told.add(stored.alert().id() + stored.muted()));

  @Test
  void whatWaitsLeavesAtOnceAndComesBackWhenItIsTakenBack() {
    alerts.put(List.of(alert("a", "r", "10.0.0.1"), alert("b", "r", "10.0.0.2")), _ -> false);
    alerts.put(List.of(alert("c", "other", "10.0.0.1"), alert("d", "r", "10.0.0.1")), _ -> false);
    StoredAlert open = alerts.get("d").orElseThrow();
    alerts.triage(
        "d", open.triage().after(new Act.Close(Verdict.BENIGN, "ok"), "lan", NOW), open.version());

    String id = muting.mute("r", "ip", "10.0.0.1", LATER, "scanner", "lan").id();
    assertEquals(List.of("atrue"), told, "not another entity, rule, or a closed one");
    assertTrue(isMuted("a"));

    muting.unmute(id);
    assertEquals(List.of("atrue", "afalse"), told);
    assertFalse(isMuted("a"));
  }

  @Test
  void whatAnotherMuteHoldsStaysAway() {
    alerts.put(List.of(alert("a", "r", "10.0.0.1")), _ -> false);
    String first = muting.mute("r", "ip", "10.0.0.1", LATER, "one", "lan").id();
    muting.mute("r", "ip", "10.0.0.1", LATER, "two", "minh");
    muting.unmute(first);
    assertTrue(isMuted("a"));
  }

  @Test
  void aPageIsNotTheEnd() {
    alerts.put(
        IntStream.range(0, 1_203).mapToObj(i -> alert("a" + i, "r", "10.0.0.1")).toList(),
        _ -> false);
    muting.mute("r", "ip", "10.0.0.1", LATER, "noise", "lan");
    assertEquals(1_203, told.stream().distinct().count());
  }

  @Test
  void oneThatGoesOnAfterItsMuteIsOverComesBack() {
    alerts.put(List.of(alert("a", "r", "10.0.0.1")), _ -> false);
    muting.mute("r", "ip", "10.0.0.1", LATER, "for an hour", "lan");
    new Filing(
            alerts,
            new InMemoryIncidentStore(),
            control,
            s -> told.add("grown" + s.muted()),
            _ -> {})
        .take(List.of(alert("a", "r", "10.0.0.1", LATER)));
    assertEquals(List.of("atrue", "grownfalse"), told.stream().distinct().toList());
  }

  private boolean isMuted(String id) {
    return alerts.get(id).orElseThrow().muted();
  }

  private static Alert alert(String id, String rule, String ip) {
    return alert(id, rule, ip, NOW);
  }

  private static Alert alert(String id, String rule, String ip, long lastSeen) {
    return new Alert(
        id,
        rule,
        "security",
        Pipeline.SECURITY,
        Severity.HIGH,
        new Text("tiêu đề", "title"),
        new Text("vì", "because"),
        ip,
        List.of(new Entity("ip", ip, Entity.ATTACKER)),
        NOW,
        lastSeen,
        lastSeen == NOW ? 1 : 2,
        List.of(),
        List.of(),
        Condition.ACTIVE,
        null,
        null,
        false,
        false);
  }
}
