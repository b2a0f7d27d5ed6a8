package songlam.core.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody who wrote a Sigma file wrongly is told: where, what, and what was expected. */
class RuleMessagesTest {
  private static final String RULE =
      """
      title: T
      id: 10000000-0000-4000-8000-000000000001
      logsource: {category: process_creation, product: windows}
      detection:
        sel: {Image: x.exe}
        condition: sel
      level: high
      status: test
      """;
  private static final String CORRELATION =
      """
      title: C
      id: 10000000-0000-4000-8000-000000000002
      correlation:
        type: event_count
        rules: [10000000-0000-4000-8000-000000000001]
        group-by: [Image]
        timespan: 5m
        condition: {gte: 3}
      level: low
      status: test
      """;
  private static final String FILTER =
      """
      title: F
      logsource: {category: process_creation, product: windows}
      filter:
        rules: [10000000-0000-4000-8000-000000000001]
        sel: {Image: z.exe}
        condition: not sel
      """;

  @TempDir private Path folder;

  @ParameterizedTest(name = "{2} {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          title: T            | title: "T                 | 9:1:  | 'that begins at 1:8'
          '  condition: sel'  | '   condition: sel'       | 6:4:  | 'while parsing a block mapping that begins at 5:3'
          'Image: x.exe'      | 'Image|containz: x'       | 5:9:  | 'containz: unknown modifier, near to contains'
          'Image: x.exe'      | 'Image: {a: b}'           | 5:16: | 'Image: a mapping'
          'Image: x.exe'      | 'Image: []'               | 5:16: | 'Image: an empty list'
          'condition: sel'    | 'condition: sel | count() > 5' | 6:18: | 'correlation rule over this one'
          'condition: sel'    | 'condition: (sel'         | 6:18: | 'a closing parenthesis'
          'condition: sel'    | 'condition:'              | 6:13: | 'condition: empty'
          'condition: sel'    | 'condition: filtr'        | 6:14: | 'one of sel'
          'level: high'       | 'level: severe'           | 7:1:  | 'one of informational, low'
          'logsource: {category: process_creation, product: windows}' | 'logsource: windows' | 3:1: | 'logsource: no mapping'
          """)
  void aRuleIsRejected(String what, String by, String place, String message) throws IOException {
    onlyRejected(RULE.replace(what, by), place, message);
  }

  @ParameterizedTest(name = "{2} {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          event_count         | eventcount                | 4:3:  | 'type: eventcount, near to event_count'
          '  type: event_count' | ''                      | 5:3:  | 'type: missing'
          timespan: 5m        | timespan: 5 minutes       | 7:3:  | 'such as 30s, 5m, 1h or 2d'
          '  timespan: 5m'    | ''                        | 4:3:  | 'timespan: missing'
          000000000001]       | 00000000ffff]             | 5:11: | ': unknown (expected: id or name of a rule in these'
          timespan: 5m        | 'timespan: 5m\\n  generate: maybe' | 8:3: | 'true or false'
          gte: 3              | at_least: 3               | 8:15: | 'at_least: unknown (expected: one of gt'
          gte: 3              | gte: three                | 8:15: | 'gte: no number'
          gte: 3              | 'gte: 3, lt: 3'           | 8:14: | 'can never hold'
          gte: 3              | 'gt: 3, lte: 3'           | 8:14: | 'can never hold'
          gte: 3              | 'eq: 3, lt: 2'            | 8:14: | 'can never hold'
          gte: 3              | 'gte: 100000'             | 8:14: | 'at most 65536'
          gte: 3              | 'gt: 65536'               | 8:14: | 'at most 65536'
          gte: 3              | ''                        | 8:14: | 'condition: no limit'
          group-by            | groupby                   | 6:3:  | 'near to group-by'
          000000000002        | 000000000001              | 2:1:  | 'twice, also in '
          '  condition: {gte: 3}' | '  condition: {gte: 3}\\nsonglam: {quiet: soon}' | 9:11: | 'a time span'
          '  condition: {gte: 3}' | '  condition: {gte: 3}\\nsonglam: {quiet: 1m}' | 9:11: | 'at least the timespan'
          '  condition: {gte: 3}' | '  condition: {gte: 3}\\nsonglam: {entities: [{kind: ip, field: src}]}' | 9:33: | 'field of the vocabulary'
          """)
  void aCorrelationIsRejected(String what, String by, String place, String message)
      throws IOException {
    put("a.yml", RULE);
    String wrong = by == null ? "" : by.replace("\\n", "\n");
    onlyRejected(CORRELATION.replace(what, wrong), place, message);
  }

  @ParameterizedTest(name = "{2} {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'level: high'       | 'level: high\nlevl: low'  | 8:1:  | 'levl: unknown, left out (expected: level?)'
          'category:'         | 'catgory:'                | 3:13: | 'catgory: unknown, left out (expected: category?)'
          '  condition'       | '  other: {Image: y}\\n  condition' | 6:3: | 'other: in no condition'
          'status: test'      | 'status: good'            | 8:1:  | 'one of stable, test, experimental, deprecated, unsupported'
          'Image'             | 'Imagee'                  | 5:9:  | 'expected: Image?'
          """)
  void aRuleIsDoubted(String what, String by, String place, String message) throws IOException {
    put("wrong.yml", RULE.replace(what, by.replace("\\n", "\n")));
    RuleCheck.Found found = check();
    assertEquals(List.of(), found.rejected());
    told(found.warnings(), place, message);
  }

  /** The score of a vendor's scanner is no slip of scope. */
  @Test
  void whatOthersPutInTheirRulesIsNotDoubted() throws IOException {
    put("wrong.yml", RULE.replace("level: high", "level: high\nscore: 75"));
    assertEquals(List.of(), check().warnings());
  }

  @Test
  void aRuleThatIsThereTwiceIsToldWithBothPlaces() throws IOException {
    put("a.yml", RULE);
    onlyRejected("# a copy\n" + RULE, "3:1:", "also in " + folder.resolve("a.yml") + ":2");
  }

  @Test
  void aFilterWhoseRulesAreNoListIsTold() throws IOException {
    onlyRejected(
        FILTER.replace("[10000000-0000-4000-8000-000000000001]", "{a: b}"),
        "4:3:",
        "rules: no list (expected: a list of ids or names of rules, or any)");
  }

  @Test
  void bytesThatAreNoTextAreToldWithTheirPlace() throws IOException {
    Files.write(
        folder.resolve("wrong.yml"), (RULE + "# café\n").getBytes(StandardCharsets.ISO_8859_1));
    told(check().rejected(), "9:6:", "0xE9: no UTF-8 (expected: a file in UTF-8)");
  }

  @Test
  void aFileOfNothingIsTold() throws IOException {
    put("wrong.yml", "# to do\n");
    RuleCheck.Found found = check();
    assertEquals(List.of(), found.rejected());
    told(found.warnings(), "1:1:", "empty (expected: a Sigma rule)");
  }

  @Test
  void whatIsRightIsNotDoubted() throws IOException {
    put("a.yml", RULE);
    put("b.yml", CORRELATION.replace("gte: 3", "gte: 3, lte: 3"));
    put("c.yml", FILTER.replace("title: F", "title: F\nid: 10000000-0000-4000-8000-000000000003"));
    assertEquals(new RuleCheck.Found(2, List.of(), List.of()), check());
  }

  private void onlyRejected(String text, String place, String message) throws IOException {
    put("wrong.yml", text);
    told(check().rejected(), place, message);
  }

  private void told(List<String> lines, String place, String message) {
    assertEquals(1, lines.size(), lines.toString());
    assertTrue(lines.getFirst().contains("wrong.yml:" + place), lines.getFirst());
    assertTrue(lines.getFirst().contains(message), lines.getFirst());
    assertTrue(lines.getFirst().contains("(expected: "), lines.getFirst());
  }

  private RuleCheck.Found check() {
    return RuleCheck.of(List.of(folder), List.of(), Map.of());
  }

  private void put(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }
}
