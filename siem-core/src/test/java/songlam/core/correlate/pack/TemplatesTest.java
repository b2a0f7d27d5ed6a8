package songlam.core.correlate.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import songlam.core.config.Problems;
import songlam.core.config.StrictYaml;
import songlam.core.correlate.Alert;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.event.GeoPoint;
import songlam.core.pipeline.Detected;

/** The templates of ours: what each notices, and that a rule is a few lines. */
class TemplatesTest {
  private static final long START = 1_795_489_200_000L;

  private final List<Alert> alerts = new ArrayList<>();
  private final List<Detected> events = new ArrayList<>();

  private static String rule(String id, String when, String more) {
    return """
      - id: %s
        title: {vi: t, en: t}
        reason: {vi: "{count}", en: "{count}"}
        when: %s
        quiet: 1h
        %s
        entities: [{kind: host, field: host.name, role: target}]
    """
        .formatted(id, when, more.isEmpty() ? "respond_within: 5m" : more);
  }

  private static List<String> problems(String rules) {
    Problems problems = new Problems();
    read(rules, problems);
    return problems.all();
  }

  private static Pack read(String rules, Problems problems) {
    assertTrue(rules.lines().filter(line -> line.contains("- id")).count() > 0);
    return PackReader.read(
        StrictYaml.text("p.yml", "id: t\npipeline: security\nrules:\n" + rules, problems), _ -> "");
  }

  private TemplatesTest at(double second, String action, String host, String user) {
    Event event =
        new EventBuilder()
            .timestamp(START + (long) (second * 1_000))
            .origin("t")
            .set(EcsField.EVENT_ACTION, action)
            .set(EcsField.HOST_NAME, host)
            .set(EcsField.USER_NAME, user)
            .set(
                EcsField.SONGLAM_PLACE_LOCATION,
                new GeoPoint(18.67 + Long.parseLong(user.isEmpty() ? "0" : user) / 1_000.0, 105.69))
            .build(new EventId("n1", 0, events.size(), 0));
    events.add(new Detected(event, List.of(), events.size(), event.timestamp(), "", 500));
    return this;
  }

  /** Conditions of alerts in the order in which they were told, as {@code rule:key:condition}. */
  private List<String> run(String... rules) {
    Problems problems = new Problems();
    Pack pack = read(String.join("", rules), problems);
    problems.throwIfAny();
    try (PackEngine engine = new PackEngine(pack, alerts::add, _ -> true)) {
      for (Detected detected : events) {
        engine.on(detected);
      }
      engine.tick(events.getLast().receivedAt() + 120_000);
    }
    return alerts.stream()
        .map(a -> a.rule().substring(2) + ":" + a.groupKey() + ":" + a.condition().label())
        .distinct()
        .toList();
  }

  @Test
  void hysteresisHoldsUntilItHasSunk() {
    String rule =
        rule(
            "busy",
            "{kind: hysteresis, match: 'event.action:a', group_by: host.name, window: 10s,"
                + " rises_to: 4, falls_to: 1}",
            "");
    at(0, "a", "h", "").at(1, "a", "h", "").at(2, "a", "h", "").at(3, "a", "h", "");
    at(9, "a", "h", "").at(12, "a", "h", "").at(40, "x", "h", "");
    assertEquals(List.of("busy:h:active", "busy:h:returned"), run(rule));
    Alert last = alerts.getLast();
    assertEquals(6, last.count());
    assertEquals(1, alerts.stream().map(Alert::id).distinct().count());
  }

  @Test
  void aCountIsHeldAgainstItsBaselineByItsStandardDeviation() {
    String rule =
        rule(
            "spike",
            "{kind: rate, match: 'event.action:a', group_by: host.name, window: 10s, count: 2, z: 3}",
            "");
    for (int second = 0; second < 400; second++) {
      if (second % 10 < 4) {
        at(second, "a", "h", "");
      }
    }
    // Four in the first window are news; after forty windows, ten are.
    for (int more = 0; more < 9; more++) {
      at(400 + more, "a", "h", "");
    }
    run(rule);
    assertEquals(4, alerts.getLast().count());
    at(409, "a", "h", "");
    run(rule);
    assertEquals(14, alerts.getLast().count());
  }

  @Test
  void aWindowMayTumble() {
    String counts =
        "{kind: threshold, match: 'event.action:a', group_by: host.name, window: 10s, count: 4%s}";
    for (int second : new int[] {7, 8, 10, 11}) {
      at(second, "a", "h", "");
    }
    run(rule("sliding", counts.formatted(""), ""));
    assertEquals(4, alerts.getLast().count());
    alerts.clear();
    String tumbling = rule("tumbling", counts.formatted(", tumbling: true"), "");
    assertEquals(List.of(), run(tumbling), "two in one window, two in the next");
    at(19, "a", "h", "").at(20, "a", "h", "");
    assertEquals(List.of(), run(tumbling), "three, and the fourth in another");
    at(21, "a", "h", "").at(22, "a", "h", "").at(29.999, "a", "h", "");
    run(tumbling);
    assertEquals(4, alerts.getLast().count());
    assertEquals(START + 20_000, alerts.getLast().firstSeen());
  }

  /** Different people and rooms, whatever blanks they have. */
  @Test
  void keysOfSeveralValuesAreKeptApart() {
    String rule =
        rule(
            "both",
            "{kind: threshold, match: 'host.name:*', group_by: [host.name, event.action],"
                + " window: 10s, count: 2}",
            "");
    at(1, "A01", "Nguyen Van", "").at(2, "Van A01", "Nguyen", "");
    assertEquals(List.of(), run(rule));
    at(3, "Van A01", "Nguyen", "");
    run(rule);
    assertEquals("Nguyen Van\u00a0A01", alerts.getLast().groupKey());
  }

  @Test
  void aRateMayHaveToLearnFirst() {
    String rule =
        rule(
            "spike",
            "{kind: rate, match: 'event.action:a', group_by: host.name, window: 10s, count: 2,"
                + " factor: 2, learn: 30s}",
            "");
    for (int second = 0; second < 30; second++) {
      if (second % 10 < (second < 20 ? 2 : 8)) {
        at(second, "a", "h", "");
      }
    }
    assertEquals(List.of(), run(rule), "only two windows are known");
    for (int second = 30; second < 40; second++) {
      at(second, "a", "h", "");
    }
    run(rule);
    assertEquals(10, alerts.getLast().count());
  }

  @Test
  void aValueIsNewWhenTheKeyNeverHadIt() {
    String rule =
        rule(
            "new",
            "{kind: new_value, match: 'event.action:a', group_by: host.name, value: user.name,"
                + " learn: 10s, remember: 60s}",
            "");
    at(0, "a", "h", "1").at(5, "a", "h", "2").at(11, "a", "h", "1").at(11.5, "a", "g", "3");
    assertEquals(List.of(), run(rule));
    at(12, "a", "h", "3");
    assertEquals(List.of("new:h:active"), run(rule));
    assertEquals(1, alerts.getFirst().count());
  }

  @Test
  void eventsNearEachOtherAreACluster() {
    String rule =
        rule(
            "near",
            "{kind: cluster, match: 'event.action:a', radius: 500m, window: 60s, count: 3}",
            "");
    at(0, "a", "h", "0").at(1, "a", "h", "2").at(2, "a", "h", "40").at(3, "a", "h", "80");
    assertEquals(List.of(), run(rule));
    at(4, "a", "h", "3");
    assertEquals(List.of("near:18.6700,105.6900:active"), run(rule));
    assertEquals(3, alerts.getFirst().count());
  }

  @Test
  void absenceIsToldOfItsTrigger() {
    String rule =
        rule(
            "unanswered",
            "{kind: absence, match: 'event.action:ask', then: 'event.action:answer',"
                + " group_by: host.name, window: 10s}",
            "");
    at(0, "ask", "a", "").at(0, "ask", "b", "").at(9, "answer", "b", "");
    assertEquals(List.of("unanswered:a:active"), run(rule));
  }

  @Test
  void partsComeInOrderOrNot() {
    String parts = "parts: ['event.action:a', 'event.action:b', 'event.action:c'],";
    String steps = rule("steps", "{kind: steps, " + parts + " group_by: host.name}", "");
    String set = rule("set", "{kind: set, " + parts + " group_by: host.name}", "");
    at(0, "b", "h", "").at(1, "a", "h", "").at(2, "c", "h", "");
    assertEquals(List.of("set:h:active"), run(steps, set));
    alerts.clear();
    at(3, "b", "h", "").at(4, "c", "h", "");
    assertTrue(run(steps, set).contains("steps:h:active"));
  }

  @Test
  void aParentExplainsItsChildrenAndNobodyElses() {
    String parent = rule("down", "{match: 'event.action:down', group_by: host.name, count: 1}", "");
    String child =
        rule(
            "dark",
            "{match: 'event.action:dark', group_by: user.name, count: 1}",
            "suppressed_by: {rule: down, field: host.name}");
    at(0, "down", "switch-1", "0").at(1, "dark", "switch-1", "7").at(2, "dark", "switch-2", "8");
    assertEquals(
        List.of("down:switch-1:active", "dark:7:suppressed", "dark:8:active"), run(parent, child));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          {kind: often}; kind: often
          {kind: hysteresis, match: 'a:b', group_by: host.name, rises_to: 3, falls_to: 3}; falls_to
          {kind: hysteresis, match: 'a:b', group_by: host.name, rises_to: 70000}; rises_to
          {match: 'a:b', group_by: host.name, distinct: user.name, at_least: 70000}; at_least
          {kind: new_value, match: 'a:b', group_by: host.name}; value: missing
          {kind: cluster, match: 'a:b', count: 3}; radius: missing
          {kind: cluster, match: 'a:b', radius: 3 miles}; radius: 3 miles
          {kind: steps, parts: ['a:b'], group_by: host.name}; parts: 1 queries
          {kind: absence, match: 'a:b', group_by: host.name}; then: missing
          {kind: set, parts: ['a:b', 'c:d']}; group_by: missing
          """)
  void whatIsWrongIsToldWithItsPlace(String when, String expected) {
    List<String> problems = problems(rule("r", when, ""));
    assertTrue(
        problems.stream().anyMatch(p -> p.matches("p\\.yml:\\d+: .*") && p.contains(expected)),
        () -> "" + problems);
  }

  @Test
  void aParentNobodyKnowsIsAnError() {
    String child =
        rule(
            "r",
            "{match: 'event.action:a', group_by: host.name, count: 1}",
            "suppressed_by: {rule: nobody}");
    assertTrue(problems(child).toString().contains("nobody (expected: the id of a rule"));
  }
}
