package songlam.core.correlate.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which rules a pack's code speaks of together. */
class CompanionsTest {
  private static final List<String> RULES = List.of("counted", "different", "summed", "swinging");

  @Test
  void withoutCodeEachRuleIsJudgedByItself() {
    assertEquals(List.of("counted"), companions("", "counted"));
  }

  @Test
  void whatAPieceNamesBelongsTogetherAndWhatPiecesShareToo() {
    String drl = piece("Noticed(rule == \"counted\")\n$n : Noticed(rule == \"summed\")");
    assertEquals(List.of("counted", "summed"), companions(drl, "summed"));
    assertEquals(List.of("different"), companions(drl, "different"));
    drl += piece("Noticed(rule == \"swinging\")\n$n : Noticed(rule == \"summed\")");
    assertEquals(List.of("counted", "summed", "swinging"), companions(drl, "counted"));
  }

  @Test
  void aPieceAboutOneNoticedThingRelatesNothing() {
    String drl = piece("$n : Noticed(count > 5)") + piece("$n : Noticed(rule == \"summed\")");
    assertEquals(List.of("counted"), companions(drl, "counted"));
    assertEquals(List.of("summed"), companions(drl, "summed"));
  }

  @Test
  void oneThatDoesNotSayWhichRelatesAll() {
    String any = piece("Noticed(rule == \"counted\" || rule == \"summed\")\n$n : Noticed()");
    assertEquals(RULES, companions(any, "different"));
    String same = piece("$n : Noticed(rule == \"counted\")\nexists Noticed(rule == $n.rule)");
    assertEquals(RULES, companions(same, "different"));
  }

  @Test
  void whatOneDerivesAndAnotherActsOnBelongsTogether() {
    String drl =
        "rule \"a\" when Noticed(rule == \"counted\", $k : key)"
            + " then insertLogical(new Derived(\"storm\", $k)); end\n"
            + piece("Derived(name == \"storm\", $k : key)\n$n : Noticed(rule == \"summed\")");
    assertEquals(List.of("counted", "summed"), companions(drl, "counted"));
    assertEquals(List.of("swinging"), companions(drl, "swinging"));
    drl += piece("Derived(name == \"storm\", $k : key)\n$n : Noticed(key == $k)");
    assertEquals(RULES, companions(drl, "counted"));
  }

  /** Not to look at a rule is to look at all others. */
  @Test
  void aRuleThatIsExceptedNamesNone() {
    String others = piece("Noticed(rule == \"counted\")\n$n : Noticed(rule != \"counted\")");
    assertEquals(RULES, companions(others, "summed"));
    String another =
        piece("$p : Noticed(rule == \"counted\")\n$n : Noticed($p.rule == \"counted\")");
    assertEquals(RULES, companions(another, "summed"));
    String list =
        piece(
            "Noticed(rule == \"counted\" || rule == \"summed\")\n$n : Noticed(rule == \"counted\")");
    assertEquals(List.of("counted", "summed"), companions(list, "summed"));
  }

  @Test
  void aRuleMayBeRelatedToOtherKeysOfItself() {
    String alone = "$n : Noticed(rule == \"counted\")";
    assertFalse(isRelated(piece(alone)));
    assertTrue(isRelated(piece(alone + "\nexists Noticed(rule == \"counted\")")));
    assertTrue(isRelated(piece(alone + "\nexists Noticed(rule == \"summed\")")));
  }

  private static boolean isRelated(String drl) {
    return all(drl).entrySet().stream()
        .filter(rule -> rule.getKey().id().equals("counted"))
        .anyMatch(rule -> rule.getValue().isRelated());
  }

  @Test
  void whatACommentSaysOrATextIsNoPiece() {
    String drl =
        "// rule \"x\" when Noticed(rule == \"counted\")\n"
            + piece("/* Noticed() \"summed\" */ $n : Noticed(rule == \"counted\", key != \"end\")");
    assertEquals(List.of("counted"), companions(drl, "counted"));
  }

  @Test
  void whatStandsOutsideMayBeUsedByEach() {
    String drl =
        "function boolean isWorse(String rule) { return rule.equals(\"summed\"); }\n"
            + piece("$n : Noticed(rule == \"counted\", isWorse(rule))");
    assertEquals(List.of("counted", "summed"), companions(drl, "counted"));
  }

  private static String piece(String when) {
    return "rule \"r\"\nwhen\n" + when + "\nthen\nalerts.suppress($n);\nend\n";
  }

  private static Map<Rule, Companions.Company> all(String drl) {
    Map<String, String> conditions = new TreeMap<>();
    RULES.forEach(rule -> conditions.put(rule, TrialPack.condition(rule)));
    return Companions.of(TrialPack.with(conditions, drl));
  }

  private static List<String> companions(String drl, String of) {
    return all(drl).entrySet().stream()
        .filter(rule -> rule.getKey().id().equals(of))
        .flatMap(rule -> rule.getValue().rules().stream())
        .map(Rule::id)
        .toList();
  }
}
