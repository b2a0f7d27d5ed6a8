package songlam.core.detect.sigma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import songlam.core.detect.Explanation;
import songlam.core.event.Event;

/** Conditions, logsources, filters and what is said of rules that are wrong. */
class SigmaRulesTest {
  private static final String HEAD =
      """
      title: T
      id: r
      level: high
      tags: [attack.t1059.001, attack.execution, car.2020-01-001]
      logsource: {category: process_creation, product: windows}
      """;

  @ParameterizedTest(name = "{0} with a={1} b={2} c={3} is {4}")
  @CsvSource({
    "sel_a and sel_b, 1, 1, 0, true",
    "sel_a and sel_b, 1, 0, 0, false",
    "sel_a or sel_b and sel_c, 1, 0, 0, true",
    "(sel_a or sel_b) and sel_c, 1, 0, 0, false",
    "not sel_a, 0, 0, 0, true",
    "not sel_a and sel_b, 0, 1, 0, true",
    "not (sel_a or sel_b), 0, 1, 0, false",
    "not not sel_a, 1, 0, 0, true",
    "1 of sel_*, 0, 0, 1, true",
    "1 of them, 0, 0, 1, true",
    "any of sel_*, 0, 0, 0, false",
    "all of sel_*, 1, 1, 1, true",
    "all of sel_*, 1, 1, 0, false",
    "ALL OF them, 1, 1, 1, true",
    "sel_a AND NOT 1 of sel_b*, 1, 0, 0, true",
    "sel_a and not 1 of sel_b*, 1, 1, 0, false"
  })
  void conditions(String condition, int a, int b, int c, boolean expected) {
    SigmaRules rules =
        SigmaRules.text(
            "t.yml",
            HEAD
                + "detection:\n"
                + "  sel_a: {A: 1}\n  sel_b: {B: 1}\n  sel_c: {C: 1}\n"
                + "  condition: '"
                + condition
                + "'\n");
    // Not every condition speaks of all three, which is worth a warning and nothing more.
    assertTrue(
        rules.problems().stream()
            .allMatch(problem -> problem.message().contains(": in no condition")),
        rules.problems().toString());
    Event event = Events.process("A", "" + a, "B", "" + b, "C", "" + c);
    assertEquals(expected, !rules.detector().detect(event).isEmpty());
  }

  @Test
  void keywordsAreLookedForEverywhere() {
    SigmaRules rules =
        SigmaRules.text(
            "t.yml",
            HEAD
                + """
                detection:
                  keywords: [segfault, 'out of * memory']
                  both: {'|all': [one, two]}
                  condition: keywords or both
                """);
    assertEquals(List.of(), rules.problems());
    assertTrue(matches(rules, Events.process("X", "a SEGFAULT in y")));
    assertTrue(matches(rules, Events.process("X", "went out of all memory today")));
    assertTrue(matches(rules, Events.process("X", "one", "Y", "two")));
    assertFalse(matches(rules, Events.process("X", "one")));
  }

  @Test
  void aListOfMapsIsEitherOfThem() {
    SigmaRules rules =
        SigmaRules.text(
            "t.yml",
            HEAD
                + """
                detection:
                  sel:
                    - {A: 1, B: 1}
                    - {C: 1}
                  condition: sel
                """);
    assertTrue(matches(rules, Events.process("C", "1")));
    assertTrue(matches(rules, Events.process("A", "1", "B", "1")));
    assertFalse(matches(rules, Events.process("A", "1")));
  }

  @Test
  void theLogsourceRoutes() {
    SigmaRules rules =
        SigmaRules.text(
            "t.yml", HEAD + "detection:\n  sel: {Image|endswith: '\\cmd.exe'}\n  condition: sel\n");
    String image = "C:\\Windows\\System32\\cmd.exe";
    assertTrue(matches(rules, Events.process("Image", image)));
    assertTrue(
        matches(
            rules,
            Events.of(
                "event.provider",
                "Microsoft-Windows-Security-Auditing",
                "event.code",
                "4688",
                "winlog.event_data.NewProcessName",
                image)));
    assertTrue(
        matches(
            rules,
            Events.of(
                "host.os.type",
                "windows",
                "event.category",
                List.of("process"),
                "event.type",
                List.of("start"),
                "process.executable",
                image)));
    assertFalse(matches(rules, Events.of("process.executable", image)));
    assertEquals(
        List.of("T1059.001"),
        rules.detector().detect(Events.process("Image", image)).getFirst().attack());
  }

  @Test
  void whatIsWrongIsToldAllAtOnceWithItsPlace() {
    SigmaRules rules =
        SigmaRules.text(
            "bad.yml",
            """
            title: First
            id: a
            level: urgent
            logsource: {category: process_creation, product: windows}
            detection:
              sel:
                A|contians: x
                B|re: '(a'
                C|cidr: 10.0.0.0/40
              condition: sel or missing
            ---
            title: Second
            id: b
            logsource: {category: process_creation, product: windows}
            detection:
              sel: {A: 1}
              condition: sel
            """);
    List<String> told = rules.problems().stream().map(RuleProblem::toString).toList();
    assertEquals(5, told.size(), told::toString);
    assertTrue(told.get(0).startsWith("bad.yml:3:1: level: urgent (expected:"), told.get(0));
    assertTrue(told.get(1).startsWith("bad.yml:7:5: contians: unknown modifier"), told.get(1));
    assertTrue(told.get(2).startsWith("bad.yml:8:11: (a:"), told.get(2));
    assertTrue(told.get(3).startsWith("bad.yml:9:13: 10.0.0.0/40 (expected:"), told.get(3));
    assertEquals("bad.yml:10:21: condition: missing (expected: one of sel)", told.get(4));
    assertEquals("a", rules.problems().getFirst().rule());
    assertEquals(List.of("b"), rules.rules().stream().map(SigmaRule::id).toList());
  }

  @Test
  void whatIsUnknownIsToldAndTheRuleGoesOn() {
    SigmaRules rules =
        SigmaRules.text(
            "odd.yml",
            """
            title: T
            id: r
            logsource: {product: linux, service: frobnicator}
            detection:
              sel: {Frob: 1, message|contains: x}
              condition: sel
            """);
    List<String> told = rules.problems().stream().map(RuleProblem::toString).toList();
    assertEquals(2, told.size(), told::toString);
    assertTrue(told.get(0).startsWith("odd.yml:3:1: logsource: linux/frobnicator: unknown"));
    assertTrue(told.get(1).startsWith("odd.yml:5:9: Frob: no event"), told.get(1));
    assertTrue(
        matches(
            rules,
            Events.of(
                "event.module",
                "system",
                "process.name",
                "frobnicator",
                "message",
                "x",
                "Frob",
                "1")));
  }

  @Test
  void aFilterIsPutBehindTheRulesItNames() {
    SigmaRules rules =
        SigmaRules.text(
            "t.yml",
            HEAD
                + """
                detection:
                  sel: {A: 1}
                  condition: sel
                ---
                title: known administrators
                logsource: {product: windows}
                filter:
                  rules: [r]
                  adm: {User|startswith: adm_}
                  condition: not adm
                """);
    assertEquals(List.of(), rules.problems());
    assertTrue(matches(rules, Events.process("A", "1", "User", "an")));
    assertFalse(matches(rules, Events.process("A", "1", "User", "adm_an")));
  }

  /** As correlations refer to rules; a title is for people and belongs to nobody alone. */
  @ParameterizedTest
  @CsvSource({"r, true", "by-name, true", "any, true", "T, false", "nobody, false", "'', false"})
  void aFilterNamesRulesByIdOrName(String named, boolean isFor) {
    SigmaRules rules =
        SigmaRules.text(
            "t.yml",
            """
            title: T
            id: r
            name: by-name
            logsource: {category: process_creation, product: windows}
            detection: {sel: {A: 1}, condition: sel}
            ---
            title: unnamed
            id: other
            logsource: {category: process_creation, product: windows}
            detection: {sel: {A: 2}, condition: sel}
            ---
            title: known administrators
            logsource: {product: windows}
            filter:
              rules: ['%s']
              adm: {User|startswith: adm_}
              condition: not adm
            """
                .formatted(named));
    assertEquals(List.of(), rules.problems());
    assertEquals(!isFor, matches(rules, Events.process("A", "1", "User", "adm_an")));
    boolean isForAll = named.equals("any");
    assertEquals(!isForAll, matches(rules, Events.process("A", "2", "User", "adm_an")));
  }

  /** The specification's own example keeps what it looks as if it left out. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{User|startswith: adm_}; selection; true",
        "{User|startswith: adm_}; 1 of them; true",
        "{User|startswith: adm_}; not selection; false",
        "{User|startswith: adm_}; not 1 of selection*; false",
        "{User|startswith|neq: adm_}; selection; false",
        "{User: null}; selection; false"
      })
  void aFilterThatKeepsWhatItNamesIsWarnedOf(String selection, String condition, boolean isTold) {
    List<RuleProblem> told =
        SigmaRules.text(
                "f.yml",
                """
                title: F
                logsource: {product: windows}
                filter:
                  rules: [any]
                  selection: %s
                  condition: %s
                """
                    .formatted(selection, condition))
            .problems();
    List<String> expected =
        List.of(
            "f.yml:6:3: condition: keeps only what matches"
                + " (expected: not selection, for an exclusion)");
    assertEquals(isTold ? expected : List.of(), told.stream().map(RuleProblem::toString).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "A|windash|re: a; windash with re (expected:",
        "A|re|windash: a; windash with re",
        "A|base64|re: a; base64 with re",
        "A|wide|re: a; wide with re",
        "A|base64offset|cidr: 10.0.0.0/8; base64offset with cidr",
        "A|utf16|gt: 1; utf16 with gt",
        "A|windash|hour: 1; windash with hour",
        "A|base64|exists: true; base64 with exists",
        "A|windash|fieldref: B; windash with fieldref",
        "A|contains|re: a; re after a place in a text",
        "A|endswith|gt: 1; gt after a place in a text",
        "A|base64offset|contains: a; base64offset of 1 bytes",
        "A|base64offset|contains: ''; base64offset of 0 bytes",
        "A|cased|re: a; cased with re: without effect",
        "A|cidr|cased: 10.0.0.0/8; cased with cidr: without effect",
        "A|gt|cased: 1; cased with gt: without effect",
        "A|expand: plain; expand without %name%: without effect"
      })
  void whatAModifierCannotDoIsTold(String line, String expected) {
    List<RuleProblem> told =
        SigmaRules.text("t.yml", HEAD + "detection:\n  sel:\n    " + line + "\n  condition: sel\n")
            .problems();
    assertEquals(1, told.size(), told.toString());
    assertTrue(told.getFirst().toString().startsWith("t.yml:8:5: " + expected), told.toString());
    boolean isRejected = told.getFirst().kind() == RuleProblem.Kind.REJECTED;
    assertEquals(!expected.endsWith("without effect"), isRejected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "sel: {A: x}; sel and not sel; true",
        "sel: {A: x, B: y}; sel and not sel; true",
        "sel: {A: x} | other: {A|endswith: z}; sel and other; true",
        "sel: {A: x} | other: {A|startswith: x}; sel and not other; true",
        "sel: {A: x} | other: {A: [x, z]}; sel and not 1 of other*; true",
        "sel_a: {A: x} | sel_b: {B: y}; all of sel_* and not sel_b; true",
        "sel: {A: x} | other: {B: y}; sel and not (sel and other); false",
        "sel: {A|gt: 5, A|lt: 3}; sel; true",
        "sel: {A|gt: 5, A|lt: 5}; sel; true",
        "sel: {A|gte: 5, A|lt: 5}; sel; true",
        "sel: {A|gte: 5, A|lte: 5}; sel; false",
        "sel: {A|gt: 5, A|lt: 6}; sel; false",
        "sel: {A|gte: 1024, A: [22, 80]}; sel; true",
        "sel: {A|gte: 80, A: [22, 80]}; sel; false",
        "sel: {A|gt: 5, A: five}; sel; true",
        "sel: {A|gte: 10} | other: {A|gt: 5}; sel and not other; true",
        "sel: {A|gte: 5} | other: {A|gt: 5}; sel and not other; false",
        "sel: {A|hour|gt: 3, A|hour|lt: 4}; sel; true",
        "sel: {A|hour|gte: 22, A|minute|lt: 4}; sel; false",
        "sel: {A|startswith: ab} | other: {A|startswith: b}; sel and other; true",
        "sel: {A|startswith: ab} | other: {A|startswith: ABC}; sel and other; false",
        "sel: {A|endswith: .exe} | other: {A|endswith: .dll}; sel and other; true",
        "sel: {A|endswith: .exe} | other: {A|endswith: cmd.exe}; sel and other; false",
        "sel: {A|startswith: ab} | other: {A|startswith: a}; sel and not other; true",
        "sel: {A|startswith: ab} | other: {A|contains: b}; sel and not other; true",
        "sel: {A|startswith: a} | other: {A|startswith: ab}; sel and not other; false",
        "sel: {A|contains: [ab, b]} | other: {A|contains: b}; sel and not other; true",
        "sel: {A: 4688, A|re: ^5}; sel; true",
        "sel: {A: 4688, A|re: ^4}; sel; false",
        "sel: {A: 4688} | other: {A|re: ^46}; sel and not other; true",
        "sel: {A: x, A|re: ^X$}; sel; false",
        "sel: {A: 10.0.0.1, A|cidr: 192.0.2.0/24}; sel; true",
        "sel: {A|cased: x} | other: {A|cased: X}; sel and other; true",
        "sel: {A|cased: x} | other: {A: Y}; sel and other; true",
        "sel: {A|cased: x} | other: {A: X}; sel and other; false",
        "sel: {A|cased|startswith: ab} | other: {A|cased|startswith: AB}; sel and other; true",
        "sel: {A|cased|startswith: ab} | other: {A|startswith: AB}; sel and other; false",
        "sel: {A|cased: x} | other: {A|re: ^X$}; sel and other; true",
        "sel: {EventID: 4688} | other: {EventID|startswith: 5}; sel and other; true",
        "sel: {'|all': [ab, cd]} | other: ['ef']; sel and other; false",
        "sel: {A: x} | other: {A|endswith: x}; sel and other; false",
        "sel: {A: [x, z]} | other: {A: x}; sel and not other; false",
        "sel: {A: x} | other: {A|cased: X}; sel and not other; false"
      })
  void whatContradictsItselfIsTold(String searches, String condition, boolean isTold) {
    String indented = searches.replace(" | ", "\n  ");
    SigmaRules rules =
        SigmaRules.text(
            "t.yml",
            HEAD + "status: odd\ndetection:\n  " + indented + "\n  condition: " + condition + "\n");
    List<String> told = rules.problems().stream().map(RuleProblem::message).toList();
    assertEquals(isTold ? 2 : 1, told.size(), "the odd status, and maybe more: " + told);
    assertEquals(isTold, told.getLast().contains("no event can fulfil it"), told.toString());
  }

  @Test
  void whereAnyFieldMayBeASlipOfThePenIsTold() {
    String rule = HEAD + "detection:\n  sel: {%s: x}\n  condition: sel\n";
    List<RuleProblem> slip =
        SigmaRules.text("t.yml", rule.formatted("CommandLien|contains")).problems();
    assertEquals(1, slip.size());
    assertTrue(slip.getFirst().message().contains("CommandLine?"), slip.toString());
    for (String field : List.of("CommandLine", "TargetImage", "OfOurOwn", "process.name")) {
      assertEquals(List.of(), SigmaRules.text("t.yml", rule.formatted(field)).problems(), field);
    }
  }

  @Test
  void aFilterOfNoRuleIsTold() {
    String filter =
        """
        title: F
        id: f
        logsource: {product: linux}
        filter:
          rules: [%s]
          adm: {User: adm}
          condition: not adm
        """;
    SigmaRules rule =
        SigmaRules.text("r.yml", HEAD + "detection:\n  sel: {A: x}\n  condition: sel\n");
    SigmaRules none = SigmaRules.text("f.yml", filter.formatted("nobody"));
    assertTrue(none.unboundFilters(rule).toString().contains("f.yml:5:3: rules: nobody: no such"));
    SigmaRules other = SigmaRules.text("f.yml", filter.formatted("r"));
    assertTrue(other.unboundFilters(rule).toString().contains("not of the logsource linux"));
    SigmaRules bound =
        SigmaRules.text(
            "f.yml", filter.replace("product: linux", "product: windows").formatted("r"));
    assertEquals(List.of(), bound.unboundFilters(rule));
  }

  @Test
  void anExplanationSaysWhichPartHeld() {
    SigmaRules rules =
        SigmaRules.text(
            "t.yml",
            HEAD
                + "detection:\n  sel: {A: 1, B: 2}\n  filter: {C: 3}\n"
                + "  condition: sel and not filter\n");
    Explanation why = rules.explain("r", Events.process("A", "1", "C", "3")).orElseThrow();
    assertFalse(why.held());
    Explanation both = why.parts().get(1);
    assertEquals("all of", both.what());
    Explanation sel = both.parts().getFirst();
    assertEquals("sel", sel.what());
    assertFalse(sel.held());
    assertEquals(
        "[A: 1 true, B: 2 false]",
        sel.parts().getFirst().parts().stream()
            .map(p -> p.what() + " " + p.held())
            .toList()
            .toString());
  }

  private static boolean matches(SigmaRules rules, Event event) {
    return !rules.detector().detect(event).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: {Image: x}\n  b: {Image: y}",
        "a: {Image: x, Image|exists: false}",
        "a: {CommandLine: x, 'CommandLine|cased|contains': y}\n  b: {CommandLine: z}",
        "a: {Image: null}\n  b: {'Image|endswith': x}"
      })
  void aRuleThatNoEventCanFulfilIsWarnedOf(String searches) {
    SigmaRules rules = SigmaRules.text("test.yml", impossible(searches));
    assertEquals(1, rules.problems().size(), () -> rules.problems().toString());
    RuleProblem problem = rules.problems().getFirst();
    assertTrue(problem.message().startsWith("condition: no event"), problem.message());
    assertEquals(RuleProblem.Kind.WARNING, problem.kind());
    assertEquals(1, rules.rules().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: {EventID: 1}",
        "a: {EventID: [5, 4688]}",
        "a: [{Image: x}, {Image: y}]",
        "a: {Image|contains|all: [x, y]}"
      })
  void aRuleThatCanBeFulfilledIsNot(String searches) {
    assertEquals(List.of(), SigmaRules.text("test.yml", impossible(searches)).problems());
  }

  private static String impossible(String searches) {
    return """
        title: t
        id: 6f7e2a53-7d3c-4c8e-9a51-0e4a4a6a9c01
        logsource: {category: process_creation, product: windows}
        detection:
          %s
          condition: all of them
        """
        .formatted(searches);
  }
}
