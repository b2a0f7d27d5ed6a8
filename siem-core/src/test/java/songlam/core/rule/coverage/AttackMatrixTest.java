package songlam.core.rule.coverage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import songlam.core.incident.Tactics;
import songlam.core.rule.coverage.Covering.Standing;

/** Rules turned over into techniques. */
class AttackMatrixTest {
  private static Covering rule(
      String id, String technique, Standing standing, boolean proven, long alerts) {
    return new Covering(id, List.of(technique), List.of(), standing, proven, alerts);
  }

  private static Technique one(Covering... rules) {
    List<Technique> all = AttackMatrix.of(List.of(rules), new Tactics());
    assertEquals(1, all.size());
    return all.getFirst();
  }

  @Test
  void theBestOfItsRulesSaysHowWellATechniqueIsCovered() {
    Covering off = rule("off", "T1110", Standing.OFF, true, 9);
    Covering shadow = rule("shadow", "T1110", Standing.SHADOW, true, 9);
    Covering enabled = rule("enabled", "T1110", Standing.ENABLED, false, 0);
    Covering proven = rule("proven", "T1110", Standing.ENABLED, true, 0);
    Covering firing = rule("firing", "T1110", Standing.ENABLED, false, 3);
    assertEquals(Technique.Level.OFF, one(off).level());
    assertEquals(Technique.Level.SHADOW, one(off, shadow).level());
    assertEquals(Technique.Level.ENABLED, one(off, shadow, enabled).level());
    assertEquals(Technique.Level.PROVEN, one(off, shadow, enabled, proven).level());
    Technique all = one(off, shadow, enabled, proven, firing);
    assertEquals(Technique.Level.FIRING, all.level());
    assertEquals(List.of("enabled", "firing", "proven"), all.enabled());
    assertEquals(List.of("proven"), all.proven(), "what does not alert counts for nothing");
    assertEquals(List.of("firing"), all.firing());
    assertEquals(List.of("shadow"), all.shadow());
    assertEquals(5, all.rules().size());
    assertEquals(3, all.alerts());
  }

  @Test
  void tacticsAreThoseOfTheTableAndOfRulesThatNameOneAlone() {
    Covering alone =
        new Covering("a", List.of("T1078"), List.of("persistence"), Standing.ENABLED, false, 0);
    Covering several =
        new Covering(
            "b", List.of("T1078"), List.of("impact", "execution"), Standing.ENABLED, false, 0);
    assertEquals(List.of("initial-access", "persistence"), one(alone, several).tactics());
    Covering unknown =
        new Covering("c", List.of("T9999"), List.of("impact", "stealth"), Standing.OFF, false, 0);
    assertEquals(List.of("impact", "stealth"), one(unknown).tactics());
  }
}
