package songlam.console.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.rule.Piece;
import songlam.core.rule.RuleLives;
import songlam.core.rule.RuleSets;
import songlam.core.rule.RuleState;
import songlam.core.rule.Shipped;
import songlam.core.rule.trial.CaseReader;
import songlam.core.rule.trial.CasesInForce.Broken;
import songlam.core.rule.trial.ReleaseGate;
import songlam.core.rule.trial.VerdictCases;

/** What reloading brings in force is held to its cases too, afterwards. */
@Timeout(30)
class CaseWatchTest {
  private static final String RULE =
      """
      title: Code one
      id: r01
      logsource: {product: windows}
      detection:
        one: {event.code: '%s'}
        condition: one
      """;
  private static final String CASES =
      """
      - name: code one
        fires: true
        event: '{"event": {"provider": "Microsoft-Windows-Sysmon", "code": "1"}, "winlog": {"channel": "x"}}'
      """;

  @TempDir private Path folder;
  private Shipped ships = ships("1");

  @Test
  void whatAReloadBreaksIsNamedUntilItIsMended() throws Exception {
    CaseReader cases = new CaseReader(Map.of());
    RuleLives lives = new RuleLives(folder, () -> ships, Clock.systemUTC(), false);
    InMemorySystemStore system = new InMemorySystemStore();
    VerdictCases verdicts = new VerdictCases(folder, cases);
    RuleDesk desk =
        new RuleDesk(
            folder,
            lives,
            new RuleSets(system, lives, _ -> ships),
            new RuleControl(system, Clock.systemUTC()),
            new ReleaseGate(cases, verdicts));
    verdicts.add(
        "r01",
        "code one",
        true,
        cases.read("r01", "x", CASES).getFirst().events().stream()
            .map(seen -> seen.event())
            .toList(),
        60);
    try (CaseWatch watch = new CaseWatch(desk)) {
      ships = ships("2");
      desk.reload("lan");
      await(watch, List.of(new Broken("r01", "code one")));
      ships = ships("1");
      desk.reload("lan");
      await(watch, List.of());
    }
  }

  private static void await(CaseWatch watch, List<Broken> wanted) throws InterruptedException {
    watch.look();
    for (int i = 0; i < 1_000 && !watch.broken().equals(wanted); i++) {
      Thread.sleep(10);
    }
    assertEquals(wanted, watch.broken());
  }

  private static Shipped ships(String code) {
    Piece rule = new Piece("r01", Piece.Kind.SIGMA, Map.of(Piece.RULE, RULE.formatted(code)));
    return Shipped.of(List.of(rule), _ -> RuleState.RELEASED);
  }
}
