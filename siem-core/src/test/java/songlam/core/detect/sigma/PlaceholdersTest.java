package songlam.core.detect.sigma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an installation puts in the place of {@code %name%}. */
class PlaceholdersTest {
  private static final String RULE =
      """
      title: T
      id: r
      logsource: {product: windows, category: process_creation}
      detection:
        sel: {%s}
        condition: sel
      """;

  @TempDir private Path folder;

  private SigmaRules with(String line, String placeholders) throws IOException {
    Files.writeString(folder.resolve("r.yml"), RULE.formatted(line));
    if (!placeholders.isEmpty()) {
      Files.writeString(folder.resolve("placeholders.yml"), placeholders);
    }
    return SigmaRules.load(List.of(folder));
  }

  private static boolean matches(SigmaRules rules, String value) {
    return !rules.detector().detect(Events.process("A", value)).isEmpty();
  }

  @Test
  void theyAreReadFromTheFileBesideTheRules() throws IOException {
    SigmaRules rules = with("A|expand: 'x-%names%'", "names: [an, 'b*h']\n");
    assertEquals(List.of(), rules.problems());
    assertTrue(matches(rules, "x-an"));
    assertTrue(matches(rules, "x-binh"));
    assertFalse(matches(rules, "x-chi"));
  }

  /** Wherever expand stands, what the others make is made of the values that are put in. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      value = {
        "A|windash|contains|expand: ' -%flag%'     ¦ x /enc y             ¦ true",
        "A|windash|contains|expand: ' -%flag%'     ¦ x -nop y             ¦ true",
        "A|windash|contains|expand: ' -%flag%'     ¦ x +enc y             ¦ false",
        "A|expand|windash|contains: ' -%flag%'     ¦ x /enc y             ¦ true",
        "A|wide|base64offset|contains|expand: 'x%flag%' ¦ eABlAG4AYwA=         ¦ true",
        "A|wide|base64offset|contains|expand: 'x%flag%' ¦ say xenc             ¦ false",
        "A|base64|expand: '%flag%'                 ¦ ZW5j                 ¦ true",
        "A|base64|expand: '%flag%'                 ¦ enc                  ¦ false",
        "A|re|expand: '^%flag%$'                   ¦ nop                  ¦ true",
        "A|expand|re: '^%flag%$'                   ¦ nops                 ¦ false"
      })
  void theyArePutInBeforeAnythingElse(String line, String value, boolean expected)
      throws IOException {
    SigmaRules rules = with("'" + line.strip().replace(": '", "': '"), "flag: [enc, nop]\n");
    assertEquals(List.of(), rules.problems());
    assertEquals(expected, matches(rules, value.strip()));
  }

  @Test
  void severalInOneValueStandForEveryCombination() throws IOException {
    SigmaRules rules = with("A|expand: '%host%.%zone%!'", "host: [a, b]\nzone: [x, y]\n");
    assertEquals(List.of(), rules.problems());
    for (String value : List.of("a.x!", "a.y!", "b.x!", "b.y!")) {
      assertTrue(matches(rules, value), value);
    }
    assertFalse(matches(rules, "a.%zone%!"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A|expand: 'x-%names%'",
        "A|all|expand: ['%names%', '%others%']",
        "A|contains|all|expand: ['x', '%names%']",
        "A|contains|expand|all: ['%names%', '%others%']"
      })
  void withoutValuesARuleMatchesNothingAndSaysSo(String line) throws IOException {
    SigmaRules rules = with(line, "");
    assertTrue(rules.problems().getFirst().message().contains("%names%: no values"));
    assertTrue(rules.problems().getFirst().message().contains("placeholders.yml"));
    assertFalse(matches(rules, "x-%names%"));
    assertFalse(matches(rules, "anything"));
  }

  @Test
  void combinationsAreBounded() throws IOException {
    String many =
        IntStream.range(0, 200).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    SigmaRules rules = with("A|expand: '%n%-%n%'", "n: [" + many + "]\n");
    String told = rules.problems().getFirst().message();
    assertTrue(told.contains("40,000 combinations"), told);
    assertTrue(rules.hasRejected());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "names: []; 1:8: names: 0 values",
        "names: {a: b}; 1:8: names: no value",
        "na me: [a]; 1:1: na me: a name",
        "- a; 1:1: not a mapping",
        "names: [a; YAML"
      })
  void aFileThatIsWrongIsToldAndLeftOut(String text, String told) throws IOException {
    SigmaRules rules = with("A|expand: '%names%'", text);
    String problem = rules.problems().getFirst().toString();
    assertTrue(problem.contains(told) && problem.contains("placeholders.yml"), problem);
    assertFalse(matches(rules, "a"));
  }
}
