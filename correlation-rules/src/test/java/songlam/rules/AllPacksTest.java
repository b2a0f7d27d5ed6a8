package songlam.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import songlam.core.correlate.Alert;
import songlam.core.correlate.pack.Pack;
import songlam.core.correlate.pack.Rehearsal;
import songlam.core.correlate.pack.Rule;
import songlam.core.correlate.pack.ShippedPacks;
import songlam.core.event.Event;
import songlam.core.event.EventJson;
import songlam.core.rule.trial.RuleCase;

/** Every pack compiles; every case of every rule fires or stays silent through the real session. */
class AllPacksTest {
  private static final Path PACKS = Path.of("packs");

  @Test
  void theIndexNamesEveryFolder() throws IOException {
    try (Stream<Path> folders = Files.list(PACKS)) {
      TreeSet<String> names = new TreeSet<>();
      folders.filter(Files::isDirectory).forEach(f -> names.add(f.getFileName().toString()));
      assertEquals(names, new TreeSet<>(ShippedPacks.read().stream().map(Pack::id).toList()));
    }
  }

  @Test
  void everyRuleIsWrittenOutForPeople() {
    assertTrue(ShippedPacks.read().stream().mapToInt(pack -> pack.rules().size()).sum() >= 50);
    for (Pack pack : ShippedPacks.read()) {
      assertTrue(pack.rules().size() >= 3, pack.id());
      for (Rule rule : pack.rules()) {
        String where = pack.id() + "/" + rule.id();
        assertFalse(rule.title().vi().isBlank() || rule.title().en().isBlank(), where);
        assertFalse(rule.reason().vi().isBlank() || rule.reason().en().isBlank(), where);
        assertFalse(rule.entities().isEmpty(), where);
        assertFalse(rule.rationale().action().vi().isBlank(), where);
        assertTrue(rule.rationale().respondWithin() > 0, where);
        assertFalse(rule.notes().references().isEmpty(), where);
        assertTrue(rule.notes().references().stream().noneMatch(String::isBlank), where);
        assertFalse(rule.notes().falsePositives().isEmpty(), where);
        assertTrue(
            rule.notes().falsePositives().stream()
                .noneMatch(text -> text.vi().isBlank() || text.vi().equals(text.en())),
            where);
        if (pack.id().equals("security")) {
          // Rules about findings take their techniques from the Sigma rules that matched.
          assertEquals(rule.id().startsWith("finding-"), rule.attack().isEmpty(), where);
        }
      }
    }
  }

  @Test
  void everyRuleHasTwoCasesThatFireAndTwoThatDoNot() throws IOException {
    for (Pack pack : ShippedPacks.read()) {
      Map<String, Cases> cases = cases(pack.id());
      for (Rule rule : pack.rules()) {
        String where = pack.id() + "/" + rule.id();
        Cases ofRule = cases.remove(rule.id());
        assertTrue(ofRule != null, where + ": no cases");
        assertTrue(ofRule.bothWays(), where + ": two fire, two do not");
        assertDifferent(where, ofRule);
      }
      assertEquals(Set.of(), cases.keySet(), pack.id() + ": cases of no rule");
    }
  }

  /** A case that tells another's story again proves nothing. */
  private static void assertDifferent(String where, Cases cases) {
    Set<String> stories = new HashSet<>();
    for (RuleCase one : cases.cases()) {
      String story =
          Cases.settle(one) + " " + Cases.events(one).stream().map(AllPacksTest::text).toList();
      assertTrue(stories.add(story), where + ": " + one.name() + " tells another case's story");
    }
  }

  private static String text(Event event) {
    return new String(EventJson.write(event), UTF_8);
  }

  @TestFactory
  List<DynamicTest> cases() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Pack pack : ShippedPacks.read()) {
      Rehearsal rehearsal = new Rehearsal(List.of(pack), _ -> List.of());
      for (Cases rule : cases(pack.id()).values()) {
        for (RuleCase one : rule.cases()) {
          tests.add(
              DynamicTest.dynamicTest(
                  pack.id() + "/" + rule.rule() + ": " + one.name(),
                  () -> check(rehearsal, pack.id() + "/" + rule.rule(), one)));
        }
      }
    }
    return tests;
  }

  private static void check(Rehearsal rehearsal, String rule, RuleCase one) {
    List<Alert> alerts = rehearsal.run(Cases.events(one), Cases.settle(one));
    List<Alert> ofRule = alerts.stream().filter(a -> a.rule().equals(rule)).toList();
    assertEquals(
        one.fires(),
        !ofRule.isEmpty(),
        () -> "alerts: " + alerts.stream().map(Alert::rule).distinct().toList());
    if (one.fires()) {
      Alert alert = ofRule.getFirst();
      assertFalse(alert.reason().vi().contains("{"), alert.reason().vi());
      assertFalse(alert.reason().vi().contains("?"), alert.reason().vi());
      assertFalse(alert.entities().isEmpty());
      // The same events give the same alerts, whatever the life of the process.
      assertEquals(told(alerts), told(rehearsal.run(Cases.events(one), Cases.settle(one))));
    }
  }

  private static List<String> told(List<Alert> alerts) {
    return alerts.stream().map(a -> a.id() + a.count() + a.reason().vi()).toList();
  }

  private static Map<String, Cases> cases(String pack) throws IOException {
    Path folder = PACKS.resolve(pack).resolve("cases");
    Map<String, Cases> cases = new TreeMap<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.sorted().toList()) {
          Cases read = Cases.read(file);
          cases.put(read.rule(), read);
        }
      }
    }
    return cases;
  }
}
