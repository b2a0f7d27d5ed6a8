package songlam.console.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Condition;
import songlam.core.correlate.Entity;
import songlam.core.correlate.Pipeline;
import songlam.core.event.Severity;
import songlam.core.event.Text;
import songlam.testing.Peers;

/** Logs of real attacks: our own content names at least 95 % of the attackers and nobody else. */
class AttackLogsTest {
  private static final Set<String> PROGRAMS_NOT_READ =
      Set.of("MailScanner", "Radarr", "jellyfin", "opensearch-dashboards", "wwsympa");

  @Test
  void theListedSourcesAreAlertedAndNoOthers() throws IOException {
    AttackLogs score = AttackLogs.score(Peers.corpus("crowdsec-hub-tests"));
    List<String> missed =
        score.cases().stream()
            .filter(one -> !one.missed().isEmpty())
            .map(one -> one.name() + " " + one.missed())
            .toList();
    assertTrue(score.listed() >= 30, () -> "listed: " + score.listed());
    assertTrue(score.missed() * 20 <= score.listed(), () -> "missed: " + missed);
    for (AttackLogs.Case one : score.cases()) {
      assertEquals(List.of(), List.copyOf(one.others()), one.name() + " " + one.rules());
    }
    assertFalse(score.typesNotRead().isEmpty());
    // Not one more: a parser that no longer understands its lines would only raise the share.
    assertEquals(PROGRAMS_NOT_READ, score.programsNotRead().keySet());
  }

  /** An address that is named as the victim's is no attacker found; one too many is told. */
  @Test
  void whatIsFoundAndWhatIsTooManyAreJudgedAlike() {
    Alert victim = alert(new Entity("ip", "192.0.2.7", Entity.TARGET));
    AttackLogs.Case one = AttackLogs.judged("a", Set.of("192.0.2.7"), List.of(victim));
    assertEquals(Set.of("192.0.2.7"), one.missed());
    Alert user = alert(new Entity("user", "lan", Entity.TARGET));
    AttackLogs.Case right = AttackLogs.judged("a", Set.of("TINH\\lan"), List.of(user));
    assertEquals(Set.of(), right.missed());
    assertEquals(Set.of(), right.others());
    AttackLogs.Case wrong = AttackLogs.judged("a", Set.of("TINH\\minh"), List.of(user));
    assertEquals(Set.of("lan"), wrong.others());
    assertEquals(Set.of("TINH\\minh"), wrong.missed());
  }

  private static Alert alert(Entity entity) {
    return new Alert(
        "a1",
        "security/x",
        "security",
        Pipeline.SECURITY,
        Severity.HIGH,
        new Text("x", "x"),
        new Text("x", "x"),
        "x",
        List.of(entity),
        0,
        0,
        1,
        List.of(),
        List.of(),
        Condition.ACTIVE,
        null,
        null,
        false,
        false);
  }
}
