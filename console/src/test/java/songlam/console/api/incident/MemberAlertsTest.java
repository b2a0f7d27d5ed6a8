package songlam.console.api.incident;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import songlam.console.api.alert.AlertActs;
import songlam.console.desk.Muting;
import songlam.console.desk.RuleControl;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Condition;
import songlam.core.correlate.Entity;
import songlam.core.correlate.Pipeline;
import songlam.core.event.Caps;
import songlam.core.event.Severity;
import songlam.core.event.Text;
import songlam.core.incident.Act;
import songlam.core.incident.Grouping;
import songlam.core.incident.Incident;
import songlam.core.incident.IncidentChange;
import songlam.core.incident.TriageState;
import songlam.core.incident.Verdict;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.store.InMemoryAlertStore;

class MemberAlertsTest {
  private static final Act CLOSE = new Act.Close(Verdict.TRUE_POSITIVE, "đã chặn địa chỉ nguồn");

  private final InMemoryAlertStore store = new InMemoryAlertStore();
  private final List<String> audit = new ArrayList<>();
  private final AlertActs acts =
      new AlertActs(
          store,
          new Muting(
              new RuleControl(new InMemorySystemStore(), Clock.systemUTC()),
              store,
              _ -> {},
              _ -> {},
              (_, _) -> {}),
          Clock.systemUTC(),
          (by, what) -> audit.add(by + " " + what),
          _ -> {},
          new Caps());
  private final MemberAlerts members = new MemberAlerts(store, acts);
  private Incident incident = incidentOf(alert("a1"), alert("a2"));

  @BeforeEach
  void stored() {
    store.put(List.of(alert("a1"), alert("a2"), alert("a3")), _ -> false);
  }

  @Test
  void closingTheIncidentClosesItsAlertsAndNoOther() {
    members.follow(incident, CLOSE, "lan");
    assertEquals(TriageState.CLOSED, state("a1"));
    assertEquals(TriageState.CLOSED, state("a2"));
    assertEquals(TriageState.NEW, state("a3"));
    assertEquals(List.of("lan close alert a1", "lan close alert a2"), audit);
  }

  @Test
  void whatIsFurtherAlreadyIsLeftAlone() {
    acts.apply("a1", new Act.Take(), "minh", null);
    members.follow(incident, new Act.Acknowledge(), "lan");
    members.follow(incident, new Act.Take(), "lan");
    assertEquals("minh", store.get("a1").orElseThrow().triage().assignee());
    assertEquals("lan", store.get("a2").orElseThrow().triage().assignee());
  }

  @Test
  void takenBackTheyStandAsBefore() {
    acts.apply("a1", new Act.Take(), "minh", null);
    members.follow(incident, CLOSE, "lan");
    members.takeBack(incident, "lan");
    assertEquals(TriageState.IN_PROGRESS, state("a1"));
    assertEquals(TriageState.NEW, state("a2"));
  }

  private TriageState state(String id) {
    return store.get(id).orElseThrow().triage().state();
  }

  private static Incident incidentOf(Alert... alerts) {
    Grouping grouping = new Grouping(60_000);
    List<IncidentChange> changes = List.of();
    for (Alert alert : alerts) {
      grouping.fold(alert);
      changes = grouping.changes();
    }
    return ((IncidentChange.Grown) changes.getLast()).incident();
  }

  private static Alert alert(String id) {
    return new Alert(
        id,
        "security/password-guessing",
        "security",
        Pipeline.SECURITY,
        Severity.HIGH,
        new Text("Dò mật khẩu", "Password guessing"),
        new Text("412 lần đăng nhập sai", "412 failed sign-ins"),
        "203.0.113.7",
        List.of(new Entity("ip", "203.0.113.7", Entity.ATTACKER)),
        1_000,
        2_000,
        412,
        List.of(),
        List.of("T1110"),
        Condition.ACTIVE,
        null,
        null,
        false,
        false);
  }
}
