package songlam.core.detect.sigma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import songlam.core.detect.sigma.SigmaCorrelation.Combination;
import songlam.core.detect.sigma.SigmaCorrelation.Condition;

/** Correlation rules as files have them, and what is said of those that are wrong. */
class SigmaCorrelationsTest {
  private static final String RULES =
      """
      title: A
      id: 00000000-0000-4000-8000-00000000000a
      name: a
      logsource: {product: windows, service: security}
      detection: {selection: {EventID: 1}, condition: selection}
      ---
      title: B
      id: 00000000-0000-4000-8000-00000000000b
      name: b
      logsource: {category: firewall}
      detection: {selection: {dst_port: 22}, condition: selection}
      ---
      title: C
      id: 00000000-0000-4000-8000-00000000000c
      name: c
      logsource: {product: windows, service: security}
      detection: {selection: {EventID: 3}, condition: selection}
      """;

  private static final String HEAD =
      """
      ---
      title: T
      id: 00000000-0000-4000-8000-0000000000%s
      name: %s
      correlation:
      """;

  private static SigmaCorrelations read(String... correlations) {
    StringBuilder text = new StringBuilder(RULES);
    for (int i = 0; i < correlations.length; i++) {
      text.append(HEAD.formatted("1" + i, "t" + i)).append(correlations[i].indent(2));
    }
    return SigmaCorrelations.read(Map.of("t.yml", text.toString()), SigmaRules.load(List.of()));
  }

  private static List<String> rejected(SigmaCorrelations read) {
    return read.problems().stream()
        .filter(problem -> problem.kind() == RuleProblem.Kind.REJECTED)
        .map(RuleProblem::toString)
        .toList();
  }

  private static Condition.Combined combined(String type, String condition) {
    SigmaCorrelations read =
        read(
            "type: "
                + type
                + "\nrules: [a, b, c]\ngroup-by: [User]\ntimespan: 5m\ncondition: "
                + condition);
    assertEquals(List.of(), rejected(read));
    return (Condition.Combined) read.all().getFirst().condition();
  }

  @Test
  void aRuleIsReferredToByIdOrName() {
    SigmaCorrelations read =
        read(
            """
            type: event_count
            rules: [00000000-0000-4000-8000-00000000000a, b]
            group-by: [User]
            timespan: 90m
            condition: {gt: 100, lte: 200}
            """);
    assertEquals(List.of(), rejected(read));
    SigmaCorrelation one = read.all().getFirst();
    assertEquals(5_400_000, one.timespan());
    assertEquals(2, one.parts().size());
    assertEquals(
        new Condition.Measured("event_count", Map.of("gt", 100.0, "lte", 200.0), 0),
        one.condition());
    assertEquals(2, one.columns().size());
  }

  @ParameterizedTest
  @CsvSource({"true, true", "True, true", "YES, true", "on, true", "False, false", "no, false"})
  void generateIsTruthAsYamlHasIt(String written, boolean expected) {
    SigmaCorrelations read =
        read(
            "type: event_count\nrules: [a]\ntimespan: 1m\ncondition: {gte: 1}\ngenerate: "
                + written);
    assertEquals(List.of(), rejected(read));
    assertEquals(expected, read.all().getFirst().generate());
  }

  @Test
  void aliasesNameTheFieldOfEachRule() {
    SigmaCorrelations read =
        read(
            """
            type: temporal
            rules: [a, b]
            group-by: [ip]
            timespan: 10s
            aliases: {ip: {a: IpAddress, b: src_ip}}
            """);
    assertEquals(List.of(), rejected(read));
    Map<String, SigmaCorrelation.Columns> columns = read.all().getFirst().columns();
    String ofFirewall = columns.get("00000000-0000-4000-8000-00000000000b").groupBy().toString();
    assertTrue(ofFirewall.contains("source.ip"), ofFirewall);
  }

  @Test
  void correlationsRestOnEachOther() {
    SigmaCorrelations read =
        read(
            "type: temporal_ordered\nrules: [t1, c]\ngroup-by: [User]\ntimespan: 1h",
            "type: event_count\nrules: [a]\ngroup-by: [User]\ntimespan: 1h\ncondition: {gte: 3}");
    assertEquals(List.of(), rejected(read));
    assertEquals(List.of(false, true), read.all().stream().map(c -> c.isReferenced()).toList());
    assertEquals(2, read.all().getFirst().columns().size());
  }

  /** Nobody else would tell of it, and its rules of one event are told of by it. */
  @Test
  void whatOnlyARejectedCorrelationIsOverStandsForItself() {
    SigmaCorrelations read =
        read(
            "type: event_count\nrules: [a]\ngroup-by: [User]\ntimespan: 1h\ncondition: {gte: 3}",
            "type: temporal\nrules: [t0, nobody]\ngroup-by: [User]\ntimespan: 1h");
    assertEquals(1, rejected(read).size());
    assertEquals(List.of(false), read.all().stream().map(c -> c.isReferenced()).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          [a, nobody]; {gte: 2}
          [a, nobody]; a and nobody
          [a, nobody]; a and c
          [nobody]; nobody
          [nobody]; 1 of them
          """)
  void oneMisspeltNameIsOneProblem(String rules, String condition) {
    SigmaCorrelations read =
        read(
            "type: temporal\nrules: %s\ngroup-by: [ip]\ntimespan: 1h\ncondition: %s\naliases: %s"
                .formatted(rules, condition, "{ip: {a: IpAddress, noone: src_ip}}"));
    List<String> rejected = rejected(read);
    assertEquals(1, rejected.size(), rejected.toString());
    assertTrue(rejected.getFirst().contains("rules: nobody: unknown"), rejected.toString());
  }

  @Test
  void conditionsOfTemporalRulesAreCombinations() {
    assertEquals(
        List.of(new Combination(List.of(0), List.of(1))),
        combined("temporal", "a and not b").any());
    assertEquals(
        List.of(new Combination(List.of(0, 2), List.of()), new Combination(List.of(1), List.of(0))),
        combined("temporal_ordered", "(a and c) or (b and not a)").any());
    assertEquals(
        List.of(
            new Combination(List.of(0, 1), List.of()),
            new Combination(List.of(0, 2), List.of()),
            new Combination(List.of(1, 2), List.of())),
        combined("temporal_ordered_extended", "{gte: 2}").any());
    assertEquals(
        List.of(new Combination(List.of(0, 1, 2), List.of())),
        combined("temporal", "{eq: 3}").any());
    assertEquals(
        List.of(
            new Combination(List.of(0), List.of()),
            new Combination(List.of(1), List.of()),
            new Combination(List.of(2), List.of())),
        combined("temporal_ordered_extended", "1 of them").any());
  }

  /** Up to sixteen rules, and so many of them as one likes; an order has its own limit. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          temporal; 7; ''; 1
          temporal; 8; ''; 1
          temporal; 12; ''; 1
          temporal; 16; ''; 1
          temporal; 17; ''; rules: 17 (expected: one to 16
          temporal_ordered; 8; ''; 1
          temporal_ordered; 16; ''; 1
          temporal_ordered; 17; ''; rules: 17 (expected: one to 16
          temporal; 8; {gte: 8}; 1
          temporal; 16; {gte: 15}; 15 of
          temporal; 16; {gte: 8}; 8 of
          temporal; 12; {gte: 2}; 2 of
          temporal; 10; {gt: 2}; 3 of
          temporal; 17; {gte: 2}; rules: 17 (expected: one to 16
          temporal; 16; {gte: 17}; 17 of 16 rules
          temporal; 16; {gt: 2147483647}; at most all of them
          temporal_ordered; 16; {gte: 15}; 16
          temporal_ordered; 12; {gte: 2}; 66
          temporal_ordered; 10; {gte: 3}; 120
          temporal_ordered; 16; {gte: 8}; too many ways
          temporal; 16; all of them; 1
          temporal; 16; 1 of them; 16
          temporal; 16; (a0 or a1) and (a2 or a3) and (a4 or a5) and (a6 or a7); 16
          temporal; 17; all of them; rules: 17 (expected: one to 16
          """)
  void aCorrelationIsOverUpToSixteenRules(
      String type, int parts, String condition, String expected) {
    StringBuilder text = new StringBuilder(RULES);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      names.add("a" + i);
      text.append(
          """
          ---
          title: A%1$d
          id: 00000000-0000-4000-8000-0000000001%1$02d
          name: a%1$d
          logsource: {product: windows, service: security}
          detection: {selection: {EventID: %1$d}, condition: selection}
          """
              .formatted(i));
    }
    text.append(HEAD.formatted("10", "t"))
        .append("  type: " + type + "\n  rules: " + names + "\n  timespan: 5m\n")
        .append(condition.isEmpty() ? "" : "  condition: " + condition + "\n");
    SigmaCorrelations read =
        SigmaCorrelations.read(Map.of("t.yml", text.toString()), SigmaRules.load(List.of()));
    String said =
        read.all().isEmpty()
            ? rejected(read).toString()
            : switch (read.all().getFirst().condition()) {
              case Condition.Several(int least) -> least + " of";
              case Condition.Combined(_, var any) -> Integer.toString(any.size());
              case Condition.Measured measured -> measured.toString();
            };
    if (read.all().isEmpty()) {
      assertEquals(1, rejected(read).size(), said);
      assertTrue(said.contains(expected) && said.matches("\\[t\\.yml:\\d+:\\d+: .*"), said);
    } else {
      assertEquals(expected, said);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          type: often; type: often
          rules: [a, z]; z: unknown
          rules: []; rules: none
          timespan: 5 minutes; timespan: 5 minutes
          condition: {ge: 5}; ge: unknown
          condition: {gte: many}; gte: no number
          condition: {}; no limit
          type: value_count; field: missing
          type: value_percentile; percentile
          type: temporal#condition: a and nobody; nobody
          type: temporal#condition: not a; holds when nothing comes
          type: temporal#condition: a and not a; can never hold
          type: temporal#condition: {lt: 1}; absence is said with not
          type: temporal#condition: {gte: 9}; at most all of them
          aliases: {x: {nobody: y}}; nobody: unknown
          aliases: {User: {b: y}}; nothing for A
          window: 5m; window: unknown
          """)
  void whatIsWrongIsToldWithItsPlace(String change, String expected) {
    Map<String, String> lines =
        new LinkedHashMap<>(
            Map.of(
                "type",
                "event_count",
                "rules",
                "[a]",
                "group-by",
                "[User]",
                "timespan",
                "5m",
                "condition",
                "{gte: 5}"));
    for (String line : change.split("#")) {
      lines.put(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 2));
    }
    StringBuilder text = new StringBuilder();
    lines.forEach((key, value) -> text.append(key).append(": ").append(value).append('\n'));
    List<String> rejected = rejected(read(text.toString()));
    assertTrue(
        rejected.stream().anyMatch(problem -> problem.contains(expected)), () -> "" + rejected);
    assertTrue(rejected.stream().allMatch(problem -> problem.matches("(?s)t\\.yml:\\d+:\\d+: .*")));
  }

  @ParameterizedTest
  @CsvSource({
    "16, 16, true",
    "16, 16, false",
    "17, 16, true",
    "17, 16, false",
    "3000, 16, true",
    "3000, 16, false"
  })
  void sixteenStandOneOverTheOther(int chain, int inForce, boolean isTopFirst) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < chain; i++) {
      int below = isTopFirst ? i + 1 : i - 1;
      String part = below < 0 || below == chain ? "a" : "t" + below;
      texts.add(
          "type: event_count\nrules: ["
              + part
              + "]\ngroup-by: [User]\ntimespan: 5m\ncondition: {gte: 1}");
    }
    SigmaCorrelations read = read(texts.toArray(String[]::new));
    assertEquals(inForce, read.all().size());
    assertEquals(chain - inForce, rejected(read).size());
    assertTrue(
        chain == inForce
            || rejected(read).stream().anyMatch(p -> p.contains("at most 16 correlations")));
    assertTrue(read.inline().rule("00000000-0000-4000-8000-00000000000a").isPresent());
  }

  /** Sixteen levels of sixteen ways each would be looked at one by one. */
  @Test
  void whatIsBelowSeveralTimesIsLookedIntoOnce() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      String part = i == 0 ? "a" : "t" + (i - 1);
      texts.add(
          "type: event_count\nrules: ["
              + String.join(", ", Collections.nCopies(16, part))
              + "]\ngroup-by: [User]\ntimespan: 5m\ncondition: {gte: 1}");
    }
    assertEquals(16, read(texts.toArray(String[]::new)).all().size());
  }

  @Test
  void whatRestsOnItselfIsRejected() {
    SigmaCorrelations read =
        read(
            "type: temporal\nrules: [a, t1]\ngroup-by: [User]\ntimespan: 1h",
            "type: temporal\nrules: [b, t0]\ngroup-by: [User]\ntimespan: 1h");
    assertEquals(List.of(), read.all());
    assertTrue(rejected(read).toString().contains("no circle"));
  }

  @Test
  void namesAreUsedOnce() {
    SigmaCorrelations read =
        SigmaCorrelations.read(
            Map.of("t.yml", RULES + HEAD.formatted("11", "a") + "  type: temporal"),
            SigmaRules.load(List.of()));
    assertTrue(rejected(read).toString().contains("a: twice"));
  }
}
