package songlam.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import songlam.core.detect.Detector;
import songlam.core.detect.sigma.RuleStyle;
import songlam.core.detect.sigma.SigmaRule;
import songlam.core.detect.sigma.SigmaRules;
import songlam.core.event.Event;
import songlam.core.rule.trial.RuleCase;

/** Every Sigma rule that ships is whole, known by its file's name, and does what its cases say. */
class AllSigmaRulesTest {
  private static final Path FOLDER = Path.of("sigma");
  private static final SigmaRules RULES = SigmaRules.shipped();
  private static final Detector DETECTOR = RULES.detector();

  @Test
  void nothingIsWrongWithThem() {
    assertEquals(List.of(), RULES.problems());
    assertTrue(RULES.rules().size() >= 60);
  }

  @Test
  void theirHeadsAreAsTheSpecificationHasThem() {
    SigmaRules.shippedTexts()
        .forEach((file, text) -> assertEquals(List.of(), RuleStyle.of(file, text), file));
  }

  @Test
  void theIndexNamesEveryFile() throws IOException {
    TreeSet<String> named = new TreeSet<>(RULES.rules().stream().map(SigmaRule::file).toList());
    TreeSet<String> found = new TreeSet<>();
    for (Path file : files(".yml")) {
      String name = FOLDER.relativize(file).toString();
      if (!name.endsWith(".cases.yml") && !name.equals("sigma.yml")) {
        found.add(name);
      }
    }
    assertEquals(found, named);
  }

  @Test
  void everyRuleIsWrittenOutForPeople() {
    for (SigmaRule rule : RULES.rules()) {
      String where = rule.file();
      assertEquals(rule.id(), UUID.fromString(rule.id()).toString(), where);
      assertFalse(rule.description().isBlank(), where);
      assertFalse(rule.vietnamese().title().isBlank(), where);
      assertFalse(rule.vietnamese().description().isBlank(), where);
      assertFalse(rule.falsePositives().isEmpty(), where);
      assertFalse(rule.vietnamese().falsePositives().isEmpty(), where);
      assertFalse(rule.attack().isEmpty(), where);
      assertFalse(rule.references().isEmpty(), where);
      assertTrue(rule.tags().stream().allMatch(tag -> tag.startsWith("attack.")), where);
    }
  }

  @TestFactory
  List<DynamicTest> cases() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (SigmaRule rule : RULES.rules()) {
      String stem = rule.file().substring(0, rule.file().length() - ".yml".length());
      Cases cases = Cases.read(FOLDER.resolve(stem + ".cases.yml"));
      tests.add(
          DynamicTest.dynamicTest(
              stem, () -> assertTrue(cases.bothWays(), "two fire, two do not")));
      for (RuleCase one : cases.cases()) {
        tests.add(DynamicTest.dynamicTest(stem + ": " + one.name(), () -> check(rule, one)));
      }
    }
    return tests;
  }

  private static void check(SigmaRule rule, RuleCase one) {
    Event event = Cases.events(one).getFirst();
    boolean fired = DETECTOR.detect(event).stream().anyMatch(ref -> ref.id().equals(rule.id()));
    assertEquals(one.fires(), fired, () -> String.valueOf(RULES.explain(rule.id(), event)));
  }

  private static List<Path> files(String end) throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(end)).toList();
    }
  }
}
