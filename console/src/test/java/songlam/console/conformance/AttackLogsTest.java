package songlam.console.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
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
}
