package songlam.core.correlate.contain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import songlam.core.config.ConfigException;

/** What does not compile is told by the file, line and column the author wrote. */
class CompileErrorsTest {
  private static final String BEFORE = "rule \"fine\" when Noticed() then end\n";

  private static List<String> refusals(String drl) {
    return String.valueOf(
            assertThrows(ConfigException.class, () -> ContainedRules.compile("trial", drl))
                .getMessage())
        .lines()
        .toList();
  }

  private static void refused(String drl, String... expected) {
    List<String> said = refusals(drl);
    assertEquals(expected.length, said.size(), String.join("\n", said));
    for (int i = 0; i < expected.length; i++) {
      assertTrue(said.get(i).startsWith(expected[i]), said.get(i) + "\nexpected: " + expected[i]);
    }
  }

  private static String then(String... lines) {
    return BEFORE
        + "rule \"x\"\nwhen\n  $n : Noticed( $c : count )\nthen\n"
        + String.join("\n", lines)
        + "\nend\n";
  }

  private static String when(String... constraints) {
    return BEFORE
        + "rule \"x\"\nwhen\n  $a : Noticed( rule == \"a\" )\n  $n : Noticed(\n    "
        + String.join(",\n    ", constraints)
        + " )\nthen\n  alerts.alert($n);\nend\n";
  }

  @Test
  void aNameNobodyKnows() {
    refused(
        then("  alerts.alert($m);"),
        "trial.drl:6:16: rule \"x\": $m cannot be resolved to a variable");
  }

  @Test
  void aTypeInTheThirdLine() {
    refused(
        then(
            "  alerts.alert($n); // raise",
            "  /* as often",
            "     as it happened */ long often = $n.count();",
            "",
            "     if (often > $c) { int key = $n.key(); }",
            "  alerts.suppress($n);"),
        "trial.drl:10:34: rule \"x\": Type mismatch: cannot convert from String to int");
  }

  @Test
  void theSameWordsInSeveralLines() {
    refused(
        then("  $n.key();", "  $n.key();", "  $n.key(1);", "  $n.key();"),
        "trial.drl:8:6: rule \"x\": The method key() in the type Noticed is not applicable");
  }

  @Test
  void severalErrorsOfSeveralRules() {
    String more = "rule \"y\" when $n : Noticed() then\n  int c = $n.key();\n  foo(); end\n";
    refused(
        then("  alerts.raise($n);") + BEFORE.replace("fine", "good") + more,
        "trial.drl:6:10: rule \"x\": The method raise(Noticed) is undefined for the type Alerts",
        "trial.drl:10:11: rule \"y\": Type mismatch: cannot convert from String to int",
        "trial.drl:11:3: rule \"y\": The method foo() is undefined for this rule");
  }

  @Test
  void wordsThatAreNoJava() {
    refused(
        then("  alerts.alert($n);", "     int c = ;"),
        "trial.drl:7:14: rule \"x\": Unable to parse consequence: Parse error. Found \";\"");
  }

  @Test
  void aBraceTooManyIsToldByTheWordBehindIt() {
    refused(
        then("  alerts.alert($n); }", "  alerts.alert($n);"),
        "trial.drl:7:3: rule \"x\": Unable to parse consequence: Encountered unexpected token: \"alerts\"");
  }

  @Test
  void whatDroolsPutInIsPassedOver() {
    refused(
        then("  insertLogical(new Derived(\"seen\", $n.count()));"),
        "trial.drl:6:17: rule \"x\": The constructor Derived(String, long) is undefined");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "nonsense == 3         | Unable to parse left part of expression: nonsense == 3",
        "count > \"abc\"       | abcl cannot be resolved to a variable",
        "key.foo() > 3         | Method foo on class java.lang.String with arguments [] is missing",
        "key.startsWith(3)     | Method startsWith on class java.lang.String with arguments [int]",
        "key.length()          | Predicate 'key.length()' must be a Boolean expression",
        "key == $z.key         | Unable to Analyse Expression key == $z.key",
        "key.equals(new java.util.ArrayList<Object>()) | Unable to find class 'java.util.ArrayList<Object>'",
        "$k : kez              | Unable to parse left part of expression: $k : kez",
      })
  void aConstraintByItsOwnLine(String constraint, String said) {
    refused(
        when("count > 3", constraint.strip(), "key == $a.key"),
        "trial.drl:7:5: rule \"x\": " + constraint.strip() + ": " + said);
  }

  @Test
  void twoConstraintsAtOnce() {
    refused(
        when("nonsense == 3", "key == \"a\"", "key.foo()"),
        "trial.drl:6:5: rule \"x\": nonsense == 3: ",
        "trial.drl:8:5: rule \"x\": key.foo(): ");
  }

  @Test
  void aConditionThatIsNotClosed() {
    refused(
        BEFORE + "rule \"x\"\nwhen\n  Noticed(\nthen\n  alerts.alert($n);\nend\n",
        "trial.drl:6: mismatched input 'alerts' in rule \"x\"");
  }

  @Test
  void anEvalOrFunctionIsRefusedByItsLine() {
    refused(
        BEFORE
            + "function int f() {\n  return \"a\";\n}\nrule \"x\" when\n  eval( f() )\nthen end\n",
        "trial.drl:2: function (expected: rules over Noticed and Derived alone)",
        "trial.drl:6: eval (expected: rules over Noticed and Derived alone)");
  }

  @Test
  void eachFileOfAPackHasLinesOfItsOwn() {
    refused(
        ContainedRules.heading("a.drl")
            + then("  alerts.alert($m);")
            + ContainedRules.heading("b.drl")
            + then("  alerts.alert($n);", "  alerts.alert($o);")
                .replace("fine", "b")
                .replace("\"x\"", "\"y\""),
        "trial/a.drl:6:16: rule \"x\": $m cannot be resolved to a variable",
        "trial/b.drl:7:16: rule \"y\": $o cannot be resolved to a variable");
  }

  @Test
  void linesThatEndAsOnWindows() {
    refused(
        then("  alerts.alert($n);", "  alerts.alert($m);").replace("\n", "\r\n"),
        "trial.drl:7:16: rule \"x\": $m cannot be resolved to a variable");
  }

  @Test
  void oneOfManyRulesIsFound() {
    StringBuilder many = new StringBuilder();
    IntStream.range(0, 40)
        .forEach(
            i ->
                many.append("rule \"r%d\" when $n : Noticed() then\n".formatted(i))
                    .append(i == 29 ? "alerts.alert($m);" : "alerts.alert($n);")
                    .append(" end\n"));
    refused(many.toString(), "trial.drl:60:14: rule \"r29\": $m cannot be resolved to a variable");
  }
}
