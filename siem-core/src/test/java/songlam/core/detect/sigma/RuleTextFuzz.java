package songlam.core.detect.sigma;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import songlam.testing.LongRun;
import songlam.testing.Mutations;
import songlam.testing.Seeds;

/** Any text is rules or problems with their places, and leaves the rules of others alone. */
@Tag(LongRun.FUZZ)
class RuleTextFuzz {
  private static final String GOOD =
      """
      title: Good
      id: 00000000-0000-4000-8000-000000000001
      name: good
      logsource: {category: process_creation, product: windows}
      detection: {sel: {Image|endswith: cmd.exe}, condition: sel}
      """;

  private static final int DEEP = 20_000;

  private static final String RULE =
      """
      title: Deep
      id: 00000000-0000-4000-8000-000000000002
      logsource: {category: process_creation, product: windows}
      detection:
        sel: {CommandLine|re: '%s'}
        condition: %s
      """;

  private static final String FILTER =
      """
      title: Deep
      logsource: {category: process_creation, product: windows}
      filter:
        rules: [good]
        sel: {User: x}
        condition: %s
      """;

  private static final String CORRELATION =
      GOOD
          + """
          ---
          title: Deep
          id: 00000000-0000-4000-8000-000000000003
          correlation:
            type: temporal
            rules: [good]
            timespan: 5m
            condition: %s
          """;

  private static String nested(String name) {
    return "(".repeat(DEEP) + name + ")".repeat(DEEP);
  }

  private static String negated(String name) {
    return "not ".repeat(DEEP) + name;
  }

  static List<String> deep() {
    return List.of(
        RULE.formatted("x", nested("sel")),
        RULE.formatted("x", negated("sel")),
        RULE.formatted("x", "sel or " + "not (".repeat(DEEP) + "sel"),
        FILTER.formatted(nested("sel")),
        FILTER.formatted(negated("sel")),
        CORRELATION.formatted(nested("good")),
        CORRELATION.formatted(negated("good")),
        RULE.formatted("x", "1 of " + "s*".repeat(40) + "x").replace("sel:", "s".repeat(80) + ":"),
        RULE.formatted(nested("x"), "sel"),
        RULE.formatted("((x{1000}){1000}){1000}", "sel"),
        RULE.formatted("x{1000}".repeat(1_000), "sel"));
  }

  @ParameterizedTest
  @MethodSource("deep")
  void whatIsTooDeepIsOneProblemAndTheGoodRuleStays(String text) {
    Map<String, String> texts = Map.of("deep.yml", text, "good.yml", GOOD);
    List<RuleProblem> problems =
        text.contains("correlation:")
            ? SigmaCorrelations.read(Map.of("deep.yml", text), SigmaRules.load(List.of()))
                .problems()
            : SigmaRules.texts(texts).problems();
    List<RuleProblem> rejected =
        problems.stream().filter(p -> p.kind() == RuleProblem.Kind.REJECTED).toList();
    assertEquals(1, rejected.size(), () -> problems.toString());
    RuleProblem one = rejected.getFirst();
    assertEquals("deep.yml", one.file());
    assertTrue(one.line() > 1 && one.column() > 1, one::toString);
    assertTrue(one.message().length() < 400, one::message);
    assertTrue(
        SigmaRules.texts(texts).rules().stream().anyMatch(r -> r.title().equals("Good")),
        "the good one");
  }

  /** What people write, and the places of the first level too many. */
  @Test
  void aHundredLevelsAreRead() {
    String within = "(".repeat(99) + "sel" + ")".repeat(99);
    assertEquals(
        List.of(), SigmaRules.texts(Map.of("t.yml", RULE.formatted("x", within))).problems());
    String beyond = "(".repeat(100) + "sel" + ")".repeat(100);
    List<RuleProblem> told =
        SigmaRules.texts(Map.of("t.yml", RULE.formatted("x", beyond))).problems();
    assertEquals(
        List.of(
            "t.yml:6:114: condition: sel (expected: at most 100 levels of parentheses and not)"),
        told.stream().map(RuleProblem::toString).toList());
  }

  @MethodSource("seeds")
  @FuzzTest
  void text(byte[] input) {
    String text = new String(input, UTF_8);
    SigmaRules read = SigmaRules.texts(Map.of("t.yml", text));
    SigmaCorrelations.read(Map.of("t.yml", text), SigmaRules.load(List.of()));
    for (RuleProblem problem : read.problems()) {
      assertTrue(problem.line() > 0 && problem.column() > 0, problem::toString);
      assertFalse(problem.message().isBlank());
    }
  }

  @Test
  void changedTexts() {
    List<byte[]> seeds = new ArrayList<>(ordinary());
    seeds.addAll(Seeds.of(deep().toArray(String[]::new)));
    assertTrue(Mutations.of(seeds, this::text) > 20);
  }

  private static List<byte[]> ordinary() {
    return Seeds.of(
        GOOD,
        RULE.formatted("^a[b-d]+(e|f){2,3}$", "sel and not (1 of sel* or all of them)"),
        FILTER.formatted("not sel"),
        CORRELATION.formatted("good and not good"));
  }

  static Stream<byte[]> seeds() throws IOException {
    return Seeds.underJazzer(RuleTextFuzz::ordinary);
  }
}
