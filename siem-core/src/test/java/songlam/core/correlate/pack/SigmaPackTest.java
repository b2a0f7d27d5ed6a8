package songlam.core.correlate.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import songlam.core.config.Problems;
import songlam.core.config.StrictYaml;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Entity;
import songlam.core.detect.sigma.SigmaRules;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.event.Severity;
import songlam.core.pipeline.Detected;

/** Sigma correlation files as rules of a pack: through windows and session to alerts. */
class SigmaPackTest {
  private static final long START = 1_795_489_200_000L;

  private static final String FILE =
      """
      title: Failed sign-ins followed by one that works
      id: 00000000-0000-4000-8000-000000000001
      name: guessed
      level: high
      tags: [attack.t1110.001]
      songlam: {title: Dò được mật khẩu}
      correlation:
        type: temporal_ordered
        rules: [many-failed, worked]
        group-by: [source.ip]
        timespan: 10m
        GENERATE
      ---
      title: Many failed sign-ins
      id: 00000000-0000-4000-8000-000000000002
      name: many-failed
      correlation:
        type: event_count
        rules: [failed]
        group-by: [source.ip, host.name]
        timespan: 5m
        condition: {gte: 3}
      ---
      title: Failed sign-in
      id: 00000000-0000-4000-8000-000000000003
      name: failed
      logsource: {category: authentication}
      detection: {selection: {event.outcome: failure}, condition: selection}
      ---
      title: Sign-in
      id: 00000000-0000-4000-8000-000000000004
      name: worked
      logsource: {category: authentication}
      detection: {selection: {event.outcome: success}, condition: selection}
      """;

  private final List<Alert> alerts = new ArrayList<>();
  private int number;

  private static Pack pack(String file, String drl) {
    Problems problems = new Problems();
    String top =
        "id: trial\npipeline: security\nsigma: own.yml\n" + (drl.isEmpty() ? "" : "drl: own.drl\n");
    Pack pack =
        PackReader.read(
            StrictYaml.text("pack.yml", top, problems),
            name -> name.endsWith(".drl") ? drl : file,
            () -> SigmaRules.load(List.of()));
    problems.throwIfAny();
    return pack;
  }

  private Detected signIn(long second, String outcome) {
    Event event =
        new EventBuilder()
            .timestamp(START + second * 1_000)
            .origin("t")
            .set(EcsField.EVENT_CATEGORY, "authentication")
            .set(EcsField.EVENT_OUTCOME, outcome)
            .set(EcsField.SOURCE_IP, "192.0.2.7")
            .set(EcsField.HOST_NAME, "portal")
            .build(new EventId("n1", 0, number++, 0));
    return new Detected(event, List.of(), number, START + second * 1_000, "", 500);
  }

  private void run(Pack pack, List<Detected> events) {
    try (PackEngine engine = new PackEngine(pack, alerts::add, _ -> true)) {
      for (Detected detected : events) {
        engine.on(detected);
      }
      engine.tick(START + 30_000_000);
    }
  }

  /** In the middle of an attack. */
  private int raisedWhenEdited(String from, String to) {
    alerts.clear();
    Pack before = pack(FILE.replace("GENERATE", "generate: false"), "");
    Pack after = pack(FILE.replace("GENERATE", "generate: false").replace(from, to), "");
    assertNotEquals(from, to);
    List<Detected> guessed = guessed();
    try (PackEngine engine = new PackEngine(before, alerts::add, _ -> true)) {
      guessed.subList(0, 2).forEach(engine::on);
      engine.tick(START + 2_900);
      engine.change(after, RuleBase.compile(after));
      guessed.subList(2, 4).forEach(engine::on);
      engine.tick(START + 30_000_000);
    }
    return (int) alerts.stream().map(Alert::id).distinct().count();
  }

  @Test
  void anEditThatMeansTheSameLosesNoWindow() {
    assertEquals(1, raisedWhenEdited("Failed sign-ins followed by one", "Thử nhiều lần rồi được"));
    assertEquals(1, raisedWhenEdited("level: high", "level: high # as the others"));
    assertEquals(
        1,
        raisedWhenEdited(
            "{selection: {event.outcome: failure}, condition: selection}",
            "{other: {event.outcome: failure}, condition: other}"));
    assertEquals(1, raisedWhenEdited("---\ntitle: Sign-in", "---\ntitle: Signs in"));
  }

  @Test
  void oneThatMeansSomethingElseBeginsAnew() {
    assertEquals(0, raisedWhenEdited("timespan: 5m", "timespan: 6m"));
    assertEquals(0, raisedWhenEdited("condition: {gte: 3}", "condition: {gte: 3, lte: 100}"));
    assertEquals(0, raisedWhenEdited("[source.ip, host.name]", "[source.ip]"));
    assertEquals(0, raisedWhenEdited("outcome: failure}", "outcome: [failure, unknown]}"));
    assertEquals(0, raisedWhenEdited("outcome: failure}", "outcome|startswith: failure}"));
  }

  private List<Detected> guessed() {
    return List.of(
        signIn(1, "failure"), signIn(2, "failure"), signIn(3, "failure"), signIn(60, "success"));
  }

  @Test
  void onlyTheOutermostCorrelationIsTold() {
    Pack pack = pack(FILE.replace("GENERATE", "generate: false"), "");
    assertEquals(List.of("guessed"), pack.rules().stream().map(Rule::id).toList());
    run(pack, guessed());
    Alert alert = alerts.getFirst();
    assertEquals("trial/guessed", alert.rule());
    assertEquals(Severity.HIGH, alert.severity());
    assertEquals(List.of("T1110.001"), alert.attack());
    assertEquals("Dò được mật khẩu", alert.title().vi());
    assertEquals(List.of(new Entity("ip", "192.0.2.7", Entity.ATTACKER)), alert.entities());
    assertTrue(alert.reason().vi().contains("192.0.2.7"), alert.reason().vi());
    assertTrue(alert.reason().en().contains("10 minutes"), alert.reason().en());
  }

  @Test
  void whatItIsOverIsToldTooWhenTheFileSaysSo() {
    Pack pack = pack(FILE.replace("GENERATE", "generate: true"), "");
    run(pack, guessed());
    assertEquals(
        List.of("00000000-0000-4000-8000-000000000004", "guessed", "many-failed"),
        alerts.stream().map(a -> a.rule().substring(6)).distinct().sorted().toList());
  }

  @Test
  void everyAlertLeavesThroughTheSession() {
    String drl =
        """
        rule "not now"
        when
          $it : Noticed( rule == "guessed" )
        then
          alerts.suppress($it);
        end
        """;
    run(pack(FILE.replace("GENERATE", "generate: false"), drl), guessed());
    assertEquals("suppressed", alerts.getFirst().condition().label());
    alerts.clear();
    Pack pack = pack(FILE.replace("GENERATE", "generate: false"), "");
    try (PackEngine engine = new PackEngine(pack, alerts::add, _ -> false)) {
      guessed().forEach(engine::on);
      engine.tick(START + 30_000_000);
      assertTrue(engine.silenced().containsKey("trial/guessed"));
    }
    assertEquals(List.of(), alerts);
  }

  @Test
  void orderAndGroupsAreKept() {
    Pack pack = pack(FILE.replace("GENERATE", "generate: false"), "");
    run(
        pack,
        List.of(
            signIn(1, "success"),
            signIn(2, "failure"),
            signIn(3, "failure"),
            signIn(4, "failure")));
    assertEquals(List.of(), alerts);
    run(pack, List.of(signIn(1, "failure"), signIn(2, "failure"), signIn(700, "success")));
    assertEquals(List.of(), alerts);
  }

  @Test
  void severalFieldsCountByWhatTheySayTogether() {
    String file =
        """
        title: Many pairs
        id: 00000000-0000-4000-8000-000000000005
        name: pairs
        level: high
        correlation:
          type: value_count
          rules: [failed]
          group-by: [source.ip]
          timespan: 5m
          condition: {field: [host.name, user.name], gte: 3}
        """
            + FILE.substring(FILE.indexOf("---\ntitle: Failed sign-in"));
    Pack pack = pack(file, "");
    run(
        pack,
        List.of(pair(1, "a", "an"), pair(2, "b", "an"), pair(3, "a", "an"), pair(4, "b", "")));
    assertEquals(List.of(), alerts, "two pairs, one of them twice, and no third without a user");
    run(pack, List.of(pair(11, "a", "an"), pair(12, "b", "an"), pair(13, "a", "binh")));
    assertEquals(List.of("trial/pairs"), alerts.stream().map(Alert::rule).distinct().toList());
    assertEquals(START + 13_000, alerts.getFirst().lastSeen());
  }

  private Detected pair(long second, String host, String user) {
    EventBuilder event =
        new EventBuilder()
            .timestamp(START + second * 1_000)
            .origin("t")
            .set(EcsField.EVENT_CATEGORY, "authentication")
            .set(EcsField.EVENT_OUTCOME, "failure")
            .set(EcsField.SOURCE_IP, "192.0.2.7")
            .set(EcsField.HOST_NAME, host);
    if (!user.isEmpty()) {
      event.set(EcsField.USER_NAME, user);
    }
    EventId id = new EventId("n1", 0, number++, 0);
    return new Detected(event.build(id), List.of(), number, START + second * 1_000, "", 500);
  }
}
