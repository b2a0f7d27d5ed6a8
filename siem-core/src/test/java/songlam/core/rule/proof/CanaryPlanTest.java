package songlam.core.rule.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import songlam.core.rule.InForce;
import songlam.core.rule.Piece;
import songlam.core.rule.RuleLives;
import songlam.core.rule.RuleState;
import songlam.core.rule.Shipped;
import songlam.core.rule.trial.CaseReader;
import songlam.core.rule.trial.VerdictCases;

/** What an own version is proven with, and which version a proof is of. */
class CanaryPlanTest {
  private static final String RULE =
      """
      title: code one
      id: r01
      logsource: {product: windows}
      detection:
        one: {event.code: '%s'}
        condition: one
      """;
  private static final String CASES =
      """
      - name: %s
        fires: %b
        event: '{"event": {"code": "1"}}'
      """;

  private final RuleLives lives;
  private final CaseReader reader = new CaseReader(Map.of());
  private final VerdictCases verdicts;

  CanaryPlanTest(@TempDir Path folder) {
    this.verdicts = new VerdictCases(folder, reader);
    this.lives =
        new RuleLives(
            folder,
            Shipped.of(
                List.of(rule("1", CASES.formatted("shipped", true))), _ -> RuleState.RELEASED),
            Clock.systemUTC(),
            false);
  }

  @Test
  void anOwnVersionIsProvenWithItsOwnCases() {
    assertEquals("shipped", ready().test().name());
    release(rule("2", CASES.formatted("own", true)));
    assertEquals("own", ready().test().name());
    release(rule("3", CASES.formatted("narrowed", false)));
    assertInstanceOf(Planned.Unprovable.class, planned(), "what ships says nothing of it");
    release(rule("4", ""));
    assertEquals("shipped", ready().test().name(), "held to what ships, as it says nothing");
  }

  @Test
  void everyVersionIsProvenAnew() {
    Canary shipped = ready();
    assertEquals(shipped.version(), CanaryPlan.version("r01", lives, InForce.of(lives)));
    release(rule("2", CASES.formatted("own", true)));
    String own = CanaryPlan.version("r01", lives, InForce.of(lives));
    assertNotEquals(shipped.version(), own);
    assertEquals(ready().version(), own);
    lives.move("r01", 1, RuleState.RETIRED, "lan", "x");
    assertEquals("", CanaryPlan.version("r01", lives, InForce.of(lives)));
  }

  private Canary ready() {
    return assertInstanceOf(Planned.Ready.class, planned()).canary();
  }

  private Planned planned() {
    return CanaryPlan.of(List.of("r01"), lives, InForce.of(lives), reader, verdicts).get("r01");
  }

  private void release(Piece piece) {
    lives.keep(piece, "lan", "x");
    int youngest = lives.find("r01").orElseThrow().versions().size();
    lives.move("r01", youngest, RuleState.RELEASED, "lan", "x");
  }

  private static Piece rule(String code, String cases) {
    String text = RULE.formatted(code);
    return new Piece(
        "r01",
        Piece.Kind.SIGMA,
        cases.isEmpty() ? Map.of(Piece.RULE, text) : Map.of(Piece.RULE, text, Piece.CASES, cases));
  }
}
