package songlam.core.correlate.pack;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import songlam.core.config.Problems;
import songlam.core.config.StrictYaml;
import songlam.core.correlate.Alert;

/** A pack with one rule of each operator, for tests. */
final class TrialPack {
  private static final String RULE =
      """
        - id: %s
          severity: medium
          title: {vi: "t", en: "t"}
          reason: {vi: "{count} {distinct} {sum} {user.name}", en: "{count}"}
          when: %s
          quiet: %s
          entities: [{kind: ip, field: source.ip, role: attacker}]
          cause: {vi: c, en: c}
          consequence: {vi: c, en: c}
          action: {vi: c, en: c}
      """;

  private static final Map<String, String> CONDITIONS =
      Map.ofEntries(
          Map.entry(
              "counted",
              "{kind: threshold, match: 'event.action:a', group_by: source.ip, window: 20s, count: 5}"),
          Map.entry(
              "different",
              "{kind: threshold, match: 'event.action:a', group_by: source.ip, window: 20s,"
                  + " distinct: user.name, at_least: 4}"),
          Map.entry(
              "summed",
              "{kind: threshold, match: 'event.action:b', group_by: source.ip, window: 20s,"
                  + " sum: source.bytes, at_least: 400}"),
          Map.entry(
              "followed",
              "{kind: sequence, match: 'event.action:a', then: 'event.action:c', group_by: source.ip,"
                  + " window: 20s, count: 3}"),
          Map.entry(
              "silent",
              "{kind: silence, match: 'event.action:b', group_by: source.ip, window: 15s, count: 3}"),
          Map.entry(
              "overdue",
              "{kind: deadline, match: 'event.action:d', then: 'event.action:c', group_by: source.ip,"
                  + " due: event.end}"),
          Map.entry(
              "faster",
              "{kind: rate, match: 'event.action:a', group_by: source.ip, window: 10s, count: 5,"
                  + " factor: 2}"),
          Map.entry(
              "regular",
              "{kind: rhythm, match: 'event.action:d', group_by: source.ip, window: 20s, count: 4,"
                  + " factor: 0.3}"),
          Map.entry(
              "swinging",
              "{kind: hysteresis, match: 'event.action:a', group_by: source.ip, window: 20s,"
                  + " rises_to: 6, falls_to: 2}"),
          Map.entry(
              "stepping",
              "{kind: steps, parts: ['event.action:b', 'event.action:c', 'event.action:d'],"
                  + " group_by: source.ip, window: 20s}"),
          Map.entry(
              "gathered",
              "{kind: set, parts: ['event.action:b', 'event.action:c', 'event.action:d'],"
                  + " group_by: source.ip, window: 20s}"),
          Map.entry(
              "missing",
              "{kind: absence, match: 'event.action:d', then: 'event.action:c', group_by: source.ip,"
                  + " window: 10s}"),
          Map.entry(
              "novel",
              "{kind: new_value, match: 'event.action:a', group_by: source.ip, value: user.name,"
                  + " remember: 60s, learn: 5s}"),
          Map.entry(
              "explained",
              "{kind: threshold, match: 'event.action:b', group_by: source.ip, window: 20s, count: 3}"
                  + "\n    suppressed_by: {rule: counted, field: source.ip}"),
          Map.entry(
              "clustered",
              "{kind: cluster, match: 'event.action:b', radius: 2km, window: 20s, count: 4}"));

  private TrialPack() {}

  static Pack all() {
    return with(CONDITIONS, "");
  }

  static Pack counting() {
    return with(Map.of("counted", condition("counted")), "");
  }

  /** Conditions by rule. */
  static Map<String, String> conditions() {
    return CONDITIONS;
  }

  static String condition(String rule) {
    return CONDITIONS.getOrDefault(rule, "");
  }

  static Pack with(Map<String, String> conditions, String drl) {
    return with(conditions, drl, "20s");
  }

  static Pack with(Map<String, String> conditions, String drl, String quiet) {
    String rules =
        conditions.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(rule -> RULE.formatted(rule.getKey(), rule.getValue(), quiet))
            .collect(Collectors.joining());
    String file =
        "id: trial\npipeline: security\nowner: t\nsource_types: []\n"
            + (drl.isEmpty() ? "" : "drl: own.drl\n")
            + "rules:\n"
            + rules;
    Problems problems = new Problems();
    Pack pack = PackReader.read(StrictYaml.text("pack.yml", file, problems), _ -> drl);
    problems.throwIfAny();
    return pack;
  }

  /** All of an alert that must be the same, ids of events included. */
  static String whole(Alert alert) {
    return String.join(
        "|",
        content(alert),
        alert.id(),
        String.valueOf(alert.evidence().stream().map(e -> e.event().id().toString()).toList()));
  }

  /** All of an alert that does not rest on where its events stand in the journal. */
  static String content(Alert alert) {
    List<Long> times = alert.evidence().stream().map(e -> e.event().timestamp()).toList();
    return String.join(
        "|",
        alert.rule(),
        alert.groupKey(),
        String.valueOf(alert.count()),
        String.valueOf(alert.firstSeen()),
        String.valueOf(alert.lastSeen()),
        alert.condition().label(),
        alert.severity().label(),
        alert.reason().vi(),
        alert.reason().en(),
        String.valueOf(alert.entities()),
        String.valueOf(alert.late()),
        String.valueOf(times));
  }
}
