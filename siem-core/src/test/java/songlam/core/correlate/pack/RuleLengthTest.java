package songlam.core.correlate.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import songlam.core.config.Problems;
import songlam.core.config.StrictYaml;

/** Whole rules of every kind people ask for take less than 15 lines each. */
class RuleLengthTest {
  private static final int LESS_THAN = 15;

  /** What each ends with, for people. */
  private static final String FOR_PEOPLE =
      """
          title: {vi: "Điều đã xảy ra", en: "What happened"}
          reason: {vi: "{count} lần, {host.name}", en: "{count} times, {host.name}"}
          entities: [{kind: host, field: host.name, role: target}]
          attack: [T1110]
          cause: {vi: "Nguyên nhân", en: "A cause"}
          action: {vi: "Việc cần làm", en: "What to do"}
          respond_within: 30m
          quiet: 2h
      """;

  private static final String FAILED =
      "match: 'event.category:authentication AND event.outcome:failure'";
  private static final String BY_HOST = "group_by: host.name, window: 10m";

  private static List<String> kinds() {
    return List.of(
        when("threshold", FAILED + ", count: 20, " + BY_HOST),
        when("threshold", FAILED + ", distinct: user.name, at_least: 10, " + BY_HOST),
        when(
            "threshold",
            "match: 'event.dataset:netflow', sum: source.bytes, at_least: 1000000000, " + BY_HOST),
        when(
            "steps",
            "parts: ['event.code:4625', 'event.code:4624', 'event.code:4720'], " + BY_HOST),
        when("set", "parts: ['event.code:1102', 'event.code:4719'], " + BY_HOST),
        when("absence", "match: 'event.action:ask', then: 'event.action:answer', " + BY_HOST),
        when("silence", "match: 'event.kind:event', count: 10, " + BY_HOST),
        when("hysteresis", FAILED + ", rises_to: 20, falls_to: 5, " + BY_HOST),
        when(
            "new_value",
            "match: 'event.outcome:success', group_by: user.name, value: source.geo.country_iso_code"),
        when("rate", FAILED + ", count: 20, factor: 5, " + BY_HOST),
        when("slump", "match: 'event.kind:event', value: source.bytes, factor: 0.5, " + BY_HOST),
        when("rhythm", "match: 'event.category:network', count: 20, factor: 0.1, " + BY_HOST),
        when(
            "deadline",
            "match: 'event.action:opened', then: 'event.action:closed', due: event.end, group_by: host.name"),
        when("cluster", "match: 'event.kind:event', radius: 500m, count: 3, window: 1h"),
        when(
                "threshold",
                "match: 'songlam.camera.status:offline', group_by: songlam.camera.id, count: 1")
            + "    suppressed_by: {rule: rule-0, field: host.name}\n");
  }

  private static String when(String kind, String more) {
    return "    when: {kind: " + kind + ", " + more + "}\n";
  }

  @Test
  void eachIsReadAndIsShort() {
    List<String> rules = new ArrayList<>();
    for (String when : kinds()) {
      rules.add("  - id: rule-" + rules.size() + "\n    severity: high\n" + FOR_PEOPLE + when);
    }
    Problems problems = new Problems();
    String file = "id: short\npipeline: security\nrules:\n" + String.join("", rules);
    Pack pack = PackReader.read(StrictYaml.text("pack.yml", file, problems), _ -> "");
    assertEquals(List.of(), problems.all());
    assertEquals(kinds().size(), pack.rules().size());
    assertEquals(
        WhenReader.kinds(),
        Stream.concat(
                kinds().stream().map(w -> w.replaceAll("(?s).*kind: (\\w+),.*", "$1")),
                Stream.of("sequence"))
            .distinct()
            .sorted()
            .toList());
    for (String rule : rules) {
      assertTrue(rule.lines().count() < LESS_THAN, rule);
    }
  }
}
