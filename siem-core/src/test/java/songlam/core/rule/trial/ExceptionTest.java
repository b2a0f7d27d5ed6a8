package songlam.core.rule.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Condition;
import songlam.core.correlate.Evidence;
import songlam.core.correlate.Pipeline;
import songlam.core.correlate.pack.PackEngine;
import songlam.core.detect.RuleRef;
import songlam.core.detect.sigma.SigmaRules;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.event.Severity;
import songlam.core.event.Text;
import songlam.core.pipeline.Detected;
import songlam.core.pipeline.StoreWriter.Document;
import songlam.core.query.Query;
import songlam.core.rule.InForce;
import songlam.core.rule.Piece;
import songlam.core.rule.RuleLives;
import songlam.core.rule.RuleState;
import songlam.core.rule.Shipped;
import songlam.core.rule.SigmaPieces;
import songlam.core.store.EventScan;
import songlam.core.store.InMemoryEventStore;

/** Exceptions: proposed, proven, tried, in force, counted and over. */
class ExceptionTest {
  private static final long NOW = 1_795_489_200_000L;
  private static final long DAY = 86_400_000L;
  private static final String ID = "r01";
  private static final String RULE =
      """
      title: guest
      id: r01
      logsource: {product: linux, service: sshd}
      detection:
        s: {user.name|startswith: 'guest'}
        condition: s
      """;
  private static final String PACK =
      """
      id: security
      pipeline: security
      rules:
        - id: guess
          title: {vi: "dò", en: "guess"}
          reason: {vi: "{count}", en: "{count}"}
          when: {kind: threshold, match: "event.outcome:failure", group_by: source.ip, window: 60s, count: 3}
          quiet: 60s
        - id: finding
          title: {vi: "phát hiện", en: "finding"}
          reason: {vi: "{count}", en: "{count}"}
          when: {kind: threshold, match: "_exists_:songlam.finding.rules", group_by: user.name, window: 30s, count: 1}
          quiet: 40s
      """;
  private static final String OWN = "id: own\npipeline: security\nsigma: [many.yml]\nrules: []\n";
  private static final String CORRELATION =
      """
      title: Refused
      id: 22222222-0000-4000-8000-000000000001
      name: refused
      logsource: {product: linux, service: sshd}
      detection:
        s: {event.outcome: failure}
        condition: s
      ---
      title: Many
      id: 22222222-0000-4000-8000-000000000002
      name: many
      correlation: {type: event_count, rules: [refused], group-by: [source.ip], timespan: 60s, condition: {gte: 3}}
      level: high
      """;
  private static final ExceptionProposal.Terms TERMS =
      new ExceptionProposal.Terms("lan", NOW + 10 * DAY, "it's the 'backup'", List.of("a1", "a2"));

  private final Moving clock = new Moving();
  private final VerdictCases verdicts;
  private final List<Alert> right = new ArrayList<>();
  private final ReleaseGate gate;
  private final RuleLives lives;

  ExceptionTest(@TempDir Path kept) {
    this.verdicts = new VerdictCases(kept, new CaseReader(Map.of()));
    this.gate = new ReleaseGate(new CaseReader(Map.of()), verdicts, () -> right);
    List<Piece> shipped =
        List.of(
            new Piece(ID, Piece.Kind.SIGMA, Map.of(Piece.RULE, RULE)),
            new Piece("security", Piece.Kind.PACK, Map.of(Piece.PACK, PACK)));
    this.lives =
        new RuleLives(
            kept.resolve("rules"), Shipped.of(shipped, _ -> RuleState.RELEASED), clock, false);
  }

  private static final class Moving extends Clock {
    private long at = NOW;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(at);
    }
  }

  @Test
  void theNarrowestOfWhatFalsePositivesShareIsProposed() {
    ExceptionProposal proposal =
        propose(Set.of(), login("guest'1*", "192.0.2.7", "a"), login("guest'1*", "192.0.2.7", "b"));
    assertEquals(
        Map.of(
            "destination.port", Set.of("22"),
            "event.outcome", Set.of("failure"),
            "host.os.type", Set.of("linux"),
            "process.name", Set.of("sshd"),
            "source.ip", Set.of("192.0.2.7"),
            "user.name", Set.of("guest'1*"),
            "winlog.event_data.Path", Set.of("C:\\tạm\\*?")),
        proposal.values());
    Piece written = proposal.written(TERMS, now());
    SigmaPieces.Checked read =
        SigmaPieces.of("x.yml", written.text(), "", SigmaRules.texts(Map.of()));
    assertEquals(List.of(), read.problems(), written.text());
    assertEquals(written, read.piece().orElseThrow());
    ExceptionProposal.requireKept(written, List.of(login("guest'1*", "192.0.2.7", "c")), now());
    assertThrows(
        IllegalArgumentException.class,
        () ->
            ExceptionProposal.requireKept(
                written, List.of(login("guest'12", "192.0.2.7", "a")), now()),
        "a star means a star");
    assertThrows(
        IllegalArgumentException.class,
        () -> propose(Set.of("event.outcome"), login("guest", "192.0.2.7", "a")),
        "no more than the kind of event");
    assertThrows(
        IllegalArgumentException.class, () -> propose(Set.of(), login("root", "192.0.2.7", "a")));
    assertThrows(
        IllegalArgumentException.class,
        () -> propose(Set.of("message"), login("guest", "192.0.2.7", "a")));
  }

  @Test
  void itHoldsUntilItsDateAndCountsWhatItKeepsBack() {
    Event backup = login("guest1", "192.0.2.7", "a");
    Event other = login("guest1", "192.0.2.8", "a");
    String id = released(propose(Set.of("source.ip"), backup).written(TERMS, now()));
    assertEquals(List.of(id + " true"), found(backup), "only counted");
    assertEquals(List.of(ID + " false"), found(other));
    assertEquals(1, now().exemptions().size());
    clock.at = TERMS.until() - 1;
    assertEquals(List.of(id + " true"), found(backup));
    assertEquals(TERMS.until(), now().firstEnd().orElseThrow());
    clock.at = TERMS.until();
    assertEquals(List.of(ID + " false"), found(backup), "by itself");
    assertTrue(now().exemptions().isEmpty());
    assertEquals(RuleState.RELEASED, lives.state(id), "its life still says who released it");
    assertTrue(lives.exemption(id, 1).orElseThrow().isOver(clock.at));
  }

  @Test
  void whatIsKnownToBeRightIsNotTakenAwayAndNamed() {
    Piece wide =
        propose(Set.of("process.name"), login("guest1", "192.0.2.7", "a")).written(TERMS, now());
    gate.check(wide, now());
    right.add(alert("a9", "security/finding", login("guest7", "192.0.2.9", "a"), ID));
    right.add(alert("a8", "security/guess", login("nobody", "192.0.2.9", "a"), "other"));
    verdicts.add(ID, "đúng: khách lạ", true, List.of(login("guest2", "192.0.2.9", "a")), 60);
    verdicts.add(ID, "báo nhầm: lễ tân", false, List.of(login("guest3", "192.0.2.9", "a")), 60);
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> gate.check(wide, now()));
    assertTrue(refused.getMessage().contains("đúng: khách lạ"), refused.getMessage());
    assertTrue(refused.getMessage().contains("alert a9, found right"), refused.getMessage());
    assertFalse(refused.getMessage().contains("alert a8"), refused.getMessage());
    assertFalse(refused.getMessage().contains("lễ tân"), refused.getMessage());
    Piece narrow = propose(Set.of(), login("guest1", "192.0.2.7", "a")).written(TERMS, now());
    gate.check(narrow, now());
    assertEquals(2, gate.run(narrow, now()).size());
  }

  @Test
  void aTrialTellsExactlyWhatItWouldHaveRemoved() {
    InMemoryEventStore store = new InMemoryEventStore();
    List<Document> documents = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      Event event = login((i % 3 == 0 ? "guest" : "user") + i % 4, "192.0.2." + i % 7, "p" + i);
      documents.add(
          new Document(
              event.toBuilder().timestamp(NOW + i * 60_000L).build(new EventId("n1", 0, i, 0)),
              "s"));
    }
    store.create(documents);
    Piece tried =
        propose(Set.of("source.ip"), login("guest1", "192.0.2.3", "a")).written(TERMS, now());
    TrialPlan plan = TrialPlan.of(tried, lives, now(), _ -> true);
    Trial.Outcome quick = run(plan, store, plan.query());
    Trial.Outcome whole = run(plan, store, new Query.Everything());
    assertEquals(100, quick.findingsBefore());
    long matching =
        documents.stream()
            .filter(d -> "192.0.2.3".equals(d.event().text(EcsField.SOURCE_IP)))
            .filter(d -> String.valueOf(d.event().text(EcsField.USER_NAME)).startsWith("guest"))
            .count();
    assertEquals(matching, quick.findingsLost());
    assertEquals(0, quick.findingsGained());
    assertEquals(whole.lost(), quick.lost());
    assertTrue(quick.lostCount() > 0 && quick.read() < whole.read());
    released(tried);
    Piece wider =
        new Piece(
            tried.id(),
            Piece.Kind.FILTER,
            Map.of(Piece.RULE, tried.text().replace("192.0.2.3", "192.0.2.*")));
    Trial.Outcome more =
        run(TrialPlan.of(wider, lives, now(), _ -> true), store, new Query.Everything());
    assertEquals(100 - matching, more.findingsBefore(), "against its version in force");
    assertEquals(0, more.findingsAfter());
  }

  @Test
  void aRuleOfAPackLeavesOutWhatIsExceptedAndCountsIt() {
    Event backup = login("root", "192.0.2.7", "a");
    ExceptionProposal proposal =
        ExceptionProposal.of("security/guess", List.of(backup), Set.of("source.ip"), now());
    Piece written = proposal.written(TERMS, now());
    assertEquals(Piece.Kind.EXCEPTION, written.kind());
    SigmaPieces.Checked read =
        SigmaPieces.of("x.yml", written.text(), "", SigmaRules.texts(Map.of()));
    assertEquals(List.of(), read.problems(), written.text());
    assertEquals(written, read.piece().orElseThrow());
    ExceptionProposal.requireKept(written, List.of(backup), now());
    assertEquals(Map.of("security/guess", 2L), raised());
    InMemoryEventStore store = new InMemoryEventStore();
    store.create(logins().stream().map(event -> new Document(event, "s")).toList());
    Trial.Outcome tried =
        run(
            TrialPlan.of(written, lives, now(), _ -> true),
            store,
            TrialPlan.of(written, lives, now(), _ -> true).query());
    assertEquals(1, tried.lostCount());
    assertEquals("security/guess", tried.lost().getFirst().rule());
    right.add(alert("a7", "security/guess", backup, "other"));
    assertThrows(IllegalArgumentException.class, () -> gate.check(written, now()));
    right.clear();

    String id = released(written);
    assertEquals(Map.of("security/guess", 1L, id, 5L), raised(), "one a kept event");
    clock.at = TERMS.until();
    assertEquals(Map.of("security/guess", 2L), raised());
  }

  /** Of a correlation over rules in the pack's files: proven, tried and counted in the same way. */
  @Test
  void aSigmaCorrelationLeavesOutWhatIsExceptedAndCountsIt() {
    Piece own = new Piece("own", Piece.Kind.PACK, Map.of(Piece.PACK, OWN, "many.yml", CORRELATION));
    released(own);
    Event backup = login("root", "192.0.2.7", "a");
    Piece written =
        ExceptionProposal.of("own/many", List.of(backup), Set.of("source.ip"), now())
            .written(TERMS, now());
    InMemoryEventStore store = new InMemoryEventStore();
    store.create(logins().stream().map(event -> new Document(event, "s")).toList());
    TrialPlan plan = TrialPlan.of(written, lives, now(), _ -> true);
    Trial.Outcome tried = run(plan, store, plan.query());
    assertEquals(1, tried.lostCount(), tried::toString);
    assertEquals("own/many", tried.lost().getFirst().rule());
    right.add(alert("a7", "own/many", backup, "other"));
    assertThrows(IllegalArgumentException.class, () -> gate.check(written, now()));
    right.clear();
    assertEquals(Map.of("own/many", 2L), raised("own"));
    String id = released(written);
    assertEquals(Map.of("own/many", 1L, id, 5L), raised("own"), "one a kept event");
  }

  @Test
  void ownerAndDateAreMandatoryAndTheRuleIsOne() {
    Piece written = propose(Set.of(), login("guest1", "192.0.2.7", "a")).written(TERMS, now());
    for (String broken :
        List.of(
            written.text().replace("owner: 'lan'", "owner: ''"),
            written.text().replaceFirst("until: .*", "until: soon"),
            written.text().replaceFirst("(?m)^    until: .*\n", ""),
            written.text().replace("['r01']", "any"))) {
      assertFalse(
          SigmaPieces.of("x.yml", broken, "", SigmaRules.texts(Map.of())).problems().isEmpty(),
          broken);
    }
    assertThrows(IllegalArgumentException.class, () -> TERMS.require(TERMS.until()));
    Piece elsewhere =
        new Piece(
            written.id(),
            Piece.Kind.FILTER,
            Map.of(Piece.RULE, written.text().replace("'r01'", "'r02'")));
    assertThrows(IllegalArgumentException.class, () -> gate.check(elsewhere, now()));
    assertThrows(
        IllegalArgumentException.class, () -> TrialPlan.of(elsewhere, lives, now(), _ -> true));
  }

  private InForce now() {
    return InForce.of(lives);
  }

  private ExceptionProposal propose(Set<String> fields, Event... events) {
    return ExceptionProposal.of(ID, List.of(events), fields, now());
  }

  private String released(Piece piece) {
    lives.keep(piece, "lan", "test");
    lives.move(
        piece.id(),
        lives.find(piece.id()).orElseThrow().versions().size(),
        RuleState.RELEASED,
        "minh",
        "test");
    return piece.id();
  }

  private List<String> found(Event event) {
    return now().detector(_ -> List.of()).detect(event).stream()
        .map((RuleRef rule) -> rule.id() + " " + rule.shadow())
        .toList();
  }

  private static List<Event> logins() {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      events.add(
          login("root", "192.0.2." + (7 + i % 2), "p" + i).toBuilder()
              .timestamp(NOW + i * 1_000L)
              .build(new EventId("n1", 0, i, 0)));
    }
    return events;
  }

  /** Alerts by rule, and what silent rules noticed by the exception they count for. */
  private Map<String, Long> raised() {
    return raised("security");
  }

  private Map<String, Long> raised(String pack) {
    InForce inForce = now();
    Map<String, Long> all = new HashMap<>();
    Set<String> alerts = new TreeSet<>();
    RuleCase one = new RuleCase("guess", "logins", true, detected(logins()), NOW + 200_000);
    CaseRun.run(PackEngine.maker(inForce.packs().get(pack)), one)
        .forEach(
            alert -> {
              String rule = InForce.plainId(alert.rule());
              if (inForce.silent().contains(alert.rule())) {
                all.merge(rule, alert.condition() == Condition.RETURNED ? 0L : 1L, Long::sum);
              } else if (alerts.add(alert.id())) {
                all.merge(rule, 1L, Long::sum);
              }
            });
    return all;
  }

  private static List<Detected> detected(List<Event> events) {
    List<Detected> all = new ArrayList<>();
    for (Event event : events) {
      all.add(new Detected(event, List.of(), all.size(), event.timestamp() + 5, "", 500));
    }
    return all;
  }

  private static Trial.Outcome run(TrialPlan plan, InMemoryEventStore store, Query query) {
    try (Trial trial = plan.begin()) {
      PastEvents.stored(store, new EventScan(query, Long.MIN_VALUE, Long.MAX_VALUE))
          .feed(trial, _ -> {}, () -> false);
      return trial.finish(0, () -> false);
    }
  }

  private static Alert alert(String id, String rule, Event event, String finding) {
    Event marked =
        event.toBuilder().set(EcsField.SONGLAM_FINDING_RULES, List.of(finding)).build(event.id());
    return new Alert(
        id,
        rule,
        "security",
        Pipeline.SECURITY,
        Severity.HIGH,
        new Text("a", "a"),
        new Text("lý do", "reason"),
        "k",
        List.of(),
        NOW,
        NOW,
        1,
        List.of(new Evidence(marked, "")),
        List.of(),
        Condition.ACTIVE,
        null,
        null,
        false,
        false);
  }

  private static Event login(String user, String from, String message) {
    return new EventBuilder()
        .timestamp(NOW)
        .set(EcsField.HOST_OS_TYPE, "linux")
        .set(EcsField.PROCESS_NAME, "sshd")
        .set(EcsField.PROCESS_PID, 7L)
        .set(EcsField.EVENT_OUTCOME, "failure")
        .set(EcsField.USER_NAME, user)
        .set(EcsField.SOURCE_IP, from)
        .set(EcsField.DESTINATION_PORT, 22L)
        .set(EcsField.SOURCE_PORT, 40_000L + message.length())
        .set(EcsField.MESSAGE, message)
        .vendor("winlog.event_data.Path", "C:\\tạm\\*?")
        .vendor("winlog.event_data.LogonId", "0x3e7")
        .build(new EventId("n1", 0, 3, 0));
  }
}
