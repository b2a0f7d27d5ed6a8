package songlam.core.detect.sigma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import songlam.testing.Peers;

/** What is said of the heads of rules. */
class RuleStyleTest {
  private static final String HEAD =
      """
      title: T
      id: 00000000-0000-4000-8000-00000000000a
      status: test
      level: low
      """;

  private static List<String> told(String text) {
    return RuleStyle.of("t.yml", text).stream().map(RuleProblem::toString).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "date: 2026-11-24; ''",
        "date: 2026/11/24; t.yml:5:1: date: 2026/11/24 (expected: YYYY-MM-DD)",
        "date: 2026-02-30; t.yml:5:1: date: 2026-02-30 (expected: YYYY-MM-DD)",
        "modified: today; t.yml:5:1: modified: today (expected: YYYY-MM-DD)",
        "{date: 2026-11-24, modified: 2026-11-23}; modified: 2026-11-23 (expected: not before",
        "related: [{id: 00000000-0000-4000-8000-00000000000b, type: derived}]; ''",
        "related: [{id: 00000000-0000-4000-8000-00000000000b, type: copy}]; t.yml:5:54: related: type: copy (expected: one of derived, merged",
        "related: [{id: other, type: similar}]; t.yml:5:12: related: id: other (expected: a UUID)",
        "related: other; t.yml:5:1: related: no list",
        "tags: [attack.t1059, attack.t1059.001, attack.g0016, attack.ta0001, attack.initial-access]; ''",
        "tags: [car.2016-04-005, cve.2021-44228, tlp.amber, detection.threat-hunting, stp.4u]; ''",
        "tags: [attack.t105]; t.yml:5:8: tags: attack.t105 (expected: a tactic, or an id",
        "tags: [attack.t1059.01]; tags: attack.t1059.01 (expected:",
        "tags: [attack.T1059]; tags: attack.T1059 (expected: namespace.name in small letters)",
        "tags: [windows]; tags: windows (expected: namespace.name",
        "tags: [attak.t1059]; tags: attak.t1059: unknown namespace (expected: one of attack,"
      })
  void theHeadOfARule(String line, String expected) {
    String lines =
        line.startsWith("{") ? line.substring(1, line.length() - 1).replace(", ", "\n") : line;
    List<String> told = told(HEAD + lines + "\n");
    assertEquals(expected.isEmpty() ? 0 : 1, told.size(), told.toString());
    assertTrue(expected.isEmpty() || told.getFirst().contains(expected), told.toString());
  }

  @Test
  void whatIsMissingOrTooLong() {
    assertEquals(
        List.of(
            "t.yml:1:1: title: 257 characters (expected: at most 256)",
            "t.yml:2:1: id: one (expected: a UUID)",
            "t.yml:1:1: level: missing (expected: one of informational, low, medium, high,"
                + " critical; medium is assumed)",
            "t.yml:1:1: status: missing (expected: one of stable, test, experimental, deprecated,"
                + " unsupported)"),
        told("title: " + "x".repeat(257) + "\nid: one\n"));
    assertEquals(List.of(), told("title: F\nfilter: {}\n"));
    assertEquals(1, told(HEAD + "---\n" + HEAD.replace("level: low\n", "")).size());
  }

  @Test
  void thePublicCorpusIsWrittenSo() throws IOException {
    List<String> told = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Peers.corpus("sigma-rules"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yml")).toList()) {
        RuleStyle.of(file.toString(), Files.readString(file))
            .forEach(problem -> told.add(problem.toString()));
      }
    }
    assertEquals(List.of(), told);
  }
}
