package songlam.core.rule.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import songlam.core.correlate.Alert;
import songlam.core.correlate.AlertSink;
import songlam.core.correlate.Condition;
import songlam.core.correlate.pack.PackEngine;
import songlam.core.detect.Detector;
import songlam.core.detect.Findings;
import songlam.core.detect.RuleRef;
import songlam.core.detect.sigma.RandomSigma;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
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
import songlam.core.store.EventScan;
import songlam.core.store.InMemoryEventStore;
import songlam.testing.LongRun;

/** A trial on what the store found gives what a trial on everything gives, alert for alert. */
class TrialTest {
  private static final String PACK =
      """
      id: security
      pipeline: security
      rules:
        - id: finding
          title: {vi: "phát hiện", en: "finding"}
          reason: {vi: "{songlam.finding.names}: {count}", en: "{songlam.finding.names}: {count}"}
          when: {kind: threshold, match: "_exists_:songlam.finding.rules", group_by: [songlam.finding.names, event.code], window: 30s, count: 2}
          quiet: 40s
        - id: other
          title: {vi: "khác", en: "other"}
          reason: {vi: "{count}", en: "{count}"}
          when: {kind: threshold, match: "event.code:5", group_by: event.code, window: 30s, count: 3}
          quiet: 40s
      """;

  /** What findings can mean to packs: order, lack, variety, correlations, other alerts. */
  private static final String RELATED =
      """
      id: related
      pipeline: security
      sigma: [correlations.yml]
      rules:
        - id: followed
          title: {vi: "theo sau", en: "followed"}
          reason: {vi: "{count}", en: "{count}"}
          when: {kind: sequence, match: "songlam.finding.rules:r03", then: "event.code:5", group_by: event.provider, window: 20s, count: 2}
          quiet: 40s
        - id: various
          title: {vi: "nhiều loại", en: "various"}
          reason: {vi: "{distinct}", en: "{distinct}"}
          when: {kind: threshold, match: "_exists_:songlam.finding.rules", group_by: event.provider, window: 30s, distinct: songlam.finding.names, at_least: 3}
          quiet: 40s
        - id: unexplained
          title: {vi: "không rõ", en: "unexplained"}
          reason: {vi: "{count}", en: "{count}"}
          when: {kind: threshold, match: "event.code:4 AND NOT _exists_:songlam.finding.rules", group_by: event.code, window: 30s, count: 2}
          quiet: 40s
        - id: unconcerned
          title: {vi: "không liên quan", en: "unconcerned"}
          reason: {vi: "{count}", en: "{count}"}
          when: {kind: threshold, match: "event.code:6", group_by: event.code, window: 30s, count: 2}
          quiet: 40s
      """;

  private static final String CORRELATIONS =
      """
      title: two of three
      id: 11111111-0000-4000-8000-000000000001
      name: two-of-three
      correlation: {type: temporal, rules: [r01, r02, r03], timespan: 20s, condition: {gte: 2}}
      level: high
      ---
      title: many
      id: 11111111-0000-4000-8000-000000000002
      name: many
      correlation: {type: event_count, rules: [r04, r05], timespan: 30s, condition: {gte: 4}}
      level: high
      """;

  private static final Piece RELATING =
      new Piece(
          "related",
          Piece.Kind.PACK,
          Map.of(Piece.PACK, RELATED, "correlations.yml", CORRELATIONS));

  private static final long DAY = 86_400_000L;

  /** Finds something in every event of one code. */
  private static final Detector FOUND =
      event ->
          "1".equals(event.text(EcsField.EVENT_CODE))
              ? List.of(new RuleRef("r09", "one", new Text("một", "one"), Severity.HIGH, List.of()))
              : List.of();

  @TempDir private Path folder;

  @Test
  @Tag(LongRun.DIFFERENTIAL)
  void theSameAlertsAreGainedAndLost() {
    LongRun.each(LongRun.DIFFERENTIAL, 14, 1, this::quickAndWhole);
  }

  private void quickAndWhole(long seed) {
    Random random = new Random(seed);
    List<Piece> shipped = new ArrayList<>();
    shipped.add(RELATING);
    shipped.add(new Piece("security", Piece.Kind.PACK, Map.of(Piece.PACK, PACK)));
    for (int i = 0; i < 12; i++) {
      shipped.add(sigma(i, random(random, i)));
    }
    RuleLives lives = lives(shipped);
    InForce inForce = InForce.of(lives);
    List<Event> events = events(random);
    InMemoryEventStore store = store(events, inForce.sigma().detector());
    List<Function<AlertSink, PackEngine>> packs =
        inForce.packs().values().stream().map(PackEngine::maker).toList();
    Map<String, Trial.Told> now = live(events, inForce.sigma().detector(), packs);
    Set<String> rules = new TreeSet<>();
    long differences = 0;
    long read = 0;
    for (int i = 0; i < 10; i++) {
      Piece tried = sigma(i, random(random, i));
      TrialPlan plan = plan(tried, lives);
      Map<String, Trial.Told> then =
          live(events, inForce.sigma().withText(Piece.RULE, tried.text()).detector(), packs);
      Trial.Outcome quick = run(plan, store, plan.query());
      Trial.Outcome whole = run(plan, store, new Query.Everything());
      assertEquals(comparable(whole), comparable(quick), "rule " + i);
      assertEquals(missing(then, now), Set.copyOf(quick.gained()), "gained by rule " + i);
      assertEquals(missing(now, then), Set.copyOf(quick.lost()), "lost by rule " + i);
      quick.gained().forEach(told -> rules.add(told.rule()));
      quick.lost().forEach(told -> rules.add(told.rule()));
      differences += whole.gainedCount() + whole.lostCount();
      read += whole.read() - quick.read();
    }
    String seen = "gained and lost: " + differences + ", not read: " + read + ", by: " + rules;
    assertTrue(LongRun.isOn() || (differences > 100 && read > 2_000 && rules.size() >= 4), seen);
  }

  /** All packs with all their rules over all events, with the findings of all rules. */
  private static Map<String, Trial.Told> live(
      List<Event> events, Detector detector, List<Function<AlertSink, PackEngine>> packs) {
    Map<String, Trial.Told> told = new HashMap<>();
    for (Function<AlertSink, PackEngine> pack : packs) {
      try (PackEngine engine = pack.apply(alert -> take(told, alert))) {
        for (Event event : marked(events, detector)) {
          engine.on(new Detected(event, List.of(), 0, event.timestamp(), "", 1_000));
        }
        long end = events.getLast().timestamp();
        engine.tick(end + 60_000);
        engine.tick(end + 61_000);
      }
    }
    return told;
  }

  private static void take(Map<String, Trial.Told> told, Alert alert) {
    if (alert.condition() != Condition.SUPPRESSED) {
      told.put(
          alert.id(),
          new Trial.Told(
              alert.id(),
              alert.rule(),
              alert.severity(),
              alert.title(),
              new Text(alert.reason().vi(), alert.reason().en()),
              alert.firstSeen(),
              alert.count()));
    }
  }

  private static Set<Trial.Told> missing(
      Map<String, Trial.Told> there, Map<String, Trial.Told> elsewhere) {
    Set<Trial.Told> missing = new HashSet<>(there.values());
    missing.removeIf(told -> elsewhere.containsKey(told.id()));
    return missing;
  }

  @Test
  void aRuleThatIsNewGainsAndOneThatIsRetiredLosesNothingMore() {
    Random random = new Random(8);
    RuleLives lives =
        lives(List.of(new Piece("security", Piece.Kind.PACK, Map.of(Piece.PACK, PACK))));
    Piece fresh =
        sigma(
            1,
            """
            title: code one
            id: r01
            logsource: {product: windows}
            detection:
              s: {event.code: '1'}
              condition: s
            """);
    TrialPlan plan = plan(fresh, lives);
    Trial.Outcome outcome = run(plan, store(random), plan.query());
    assertTrue(outcome.findingsAfter() > 50 && outcome.findingsBefore() == 0);
    assertEquals(outcome.findingsAfter(), outcome.findingsGained());
    assertTrue(outcome.gainedCount() > 0);
    assertEquals("security/finding", outcome.gained().getFirst().rule());
    assertTrue(outcome.gained().getFirst().reason().en().startsWith("code one: "));
    assertEquals(0, outcome.lostCount());
  }

  /** What another alert explains is not told of live, so it is not gained. */
  @Test
  void whatAnotherAlertExplainsIsNotGained() {
    String explained =
        PACK.replace("quiet: 40s", "quiet: 400h")
                .replaceFirst("(?s)(.*event.code:)5(.*)$", "$11 AND songlam.finding.rules:r01$2")
            + "    suppressed_by: {rule: finding}\n";
    List<Event> events = events(new Random(8));
    for (String pack : List.of(explained, explained.replaceFirst("    suppressed_by.*\n", ""))) {
      RuleLives lives =
          lives(List.of(new Piece("security", Piece.Kind.PACK, Map.of(Piece.PACK, pack))));
      Piece fresh =
          sigma(
              1,
              """
              title: code one
              id: r01
              logsource: {product: windows}
              detection:
                s: {event.code: '1'}
                condition: s
              """);
      TrialPlan plan = plan(fresh, lives);
      Trial.Outcome outcome = run(plan, store(events, _ -> List.of()), plan.query());
      Map<String, Trial.Told> live =
          live(
              events,
              InForce.of(lives).sigma().withText(Piece.RULE, fresh.text()).detector(),
              List.of(PackEngine.maker(InForce.of(lives).packs().get("security"))));
      assertEquals(Set.copyOf(live.values()), Set.copyOf(outcome.gained()));
      boolean isTold = outcome.gained().stream().anyMatch(t -> t.rule().equals("security/other"));
      assertEquals(!pack.contains("suppressed_by"), isTold, outcome::toString);
    }
  }

  /** The engine's expressions take linear time, and the store is given small ones of ours. */
  @Test
  void anExpressionThatWouldTakeForeverElsewhereTakesNoTime() {
    RuleLives lives =
        lives(List.of(new Piece("security", Piece.Kind.PACK, Map.of(Piece.PACK, PACK))));
    Piece slow =
        sigma(
            1,
            """
            title: slow
            id: r01
            logsource: {product: windows}
            detection:
              s:
                event.code: '1'
                A|re: '^(a+)+(b|a*)*$'
              condition: s
            """);
    InMemoryEventStore store = new InMemoryEventStore();
    List<Document> documents = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Event event =
          RandomSigma.event(new Random(i)).toBuilder()
              .set(EcsField.EVENT_CODE, "1")
              .vendor("winlog.event_data.A", "a".repeat(5_000) + (i == 7 ? "" : "!"))
              .vendor("A", "a".repeat(5_000) + (i == 7 ? "" : "!"))
              .build(new EventId("n1", 0, i, 0));
      documents.add(new Document(event, "s"));
    }
    store.create(documents);
    TrialPlan plan = plan(slow, lives);
    assertTrue(plan.query().toString().contains("(aa*)+(b|a*)*"), plan.query()::toString);
    Trial.Outcome outcome =
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> run(plan, store, plan.query()));
    assertTrue(outcome.read() <= 1, "read " + outcome.read());
    assertTrue(outcome.findingsAfter() <= 1, "found " + outcome.findingsAfter());
    assertEquals(List.of(), outcome.widened());
  }

  @Test
  void aChangedPackIsTriedAgainstTheOneInForce() {
    RuleLives lives =
        lives(List.of(new Piece("security", Piece.Kind.PACK, Map.of(Piece.PACK, PACK))));
    Piece tried =
        new Piece(
            "security",
            Piece.Kind.PACK,
            Map.of(Piece.PACK, PACK.replace("window: 30s, count: 3", "window: 30s, count: 9")));
    TrialPlan plan = plan(tried, lives);
    InMemoryEventStore store = store(new Random(9));
    Trial.Outcome quick = run(plan, store, plan.query());
    Trial.Outcome whole = run(plan, store, new Query.Everything());
    assertEquals(comparable(whole), comparable(quick));
    assertTrue(quick.lostCount() > 0, "a higher threshold loses alerts");
    assertEquals("security/other", quick.lost().getFirst().rule());
    assertTrue(quick.read() < whole.read());
  }

  /** What a pack is told of makes a difference to all its rules. */
  @Test
  void whatAPackConsumesIsTriedWithAllItsRules() {
    RuleLives lives =
        lives(List.of(new Piece("security", Piece.Kind.PACK, Map.of(Piece.PACK, PACK))));
    String text =
        PACK.replace("window: 30s, count: 3", "window: 30s, count: 2")
            .replaceFirst("(?m)^rules:", "source_types: [nobody]\nrules:");
    Piece own =
        new Piece(
            "mine", Piece.Kind.PACK, Map.of(Piece.PACK, PACK.replace("id: security", "id: mine")));
    lives.keep(own, "lan", "x");
    lives.move("mine", 1, RuleState.RELEASED, "lan", "x");
    Piece tried =
        new Piece(
            "mine", Piece.Kind.PACK, Map.of(Piece.PACK, text.replace("id: security", "id: mine")));
    TrialPlan plan = plan(tried, lives);
    InMemoryEventStore store = store(events(new Random(9)), FOUND);
    assertEquals(
        comparable(run(plan, store, new Query.Everything())),
        comparable(run(plan, store, plan.query())));
    Trial.Outcome outcome = run(plan, store, plan.query());
    assertEquals(0, outcome.alertsAfter());
    assertEquals(
        Set.of("mine/finding", "mine/other"),
        outcome.lost().stream().map(Trial.Told::rule).collect(Collectors.toSet()));
  }

  @Test
  void oneRuleOfAPackIsTriedAlone() {
    RuleLives lives =
        lives(List.of(new Piece("security", Piece.Kind.PACK, Map.of(Piece.PACK, PACK))));
    Piece tried =
        new Piece(
            "security",
            Piece.Kind.PACK,
            Map.of(Piece.PACK, PACK.replace("window: 30s, count: 3", "window: 30s, count: 9")));
    InMemoryEventStore store = store(events(new Random(9)), FOUND);
    TrialPlan plan = TrialPlan.of(tried, "other", lives, InForce.of(lives));
    Trial.Outcome outcome = run(plan, store, plan.query());
    assertTrue(outcome.lostCount() > 0, outcome::toString);
    assertEquals(
        Set.of("security/other"),
        outcome.lost().stream().map(Trial.Told::rule).collect(Collectors.toSet()));
    Piece same = new Piece("security", Piece.Kind.PACK, Map.of(Piece.PACK, PACK));
    TrialPlan whole = plan(same, lives);
    TrialPlan alone = TrialPlan.of(same, "other", lives, InForce.of(lives));
    assertTrue(
        run(alone, store, alone.query()).alertsBefore()
            < run(whole, store, whole.query()).alertsBefore());
    assertThrows(
        IllegalArgumentException.class,
        () -> TrialPlan.of(tried, "none", lives, InForce.of(lives)));
  }

  @Test
  void whatOfTheSpanIsStoredIsTold() {
    InMemoryEventStore store = store(new Random(9));
    long begin = 1_795_489_200_000L;
    Query none = new Query.Is("event.action", "never");
    PastEvents past = PastEvents.stored(store, new EventScan(none, begin - 29 * DAY, begin + DAY));
    assertEquals(new Coverage(begin, 1, 30, 0), past.covered());
    assertEquals(
        List.of(
            "coverage: 1 of 30 days have events, from 2026-11-24T03:00:00.000Z (expected: all; of"
                + " the others nothing is known)"),
        past.covered().warnings());
    assertEquals(
        List.of(),
        PastEvents.stored(store, new EventScan(none, begin, begin + DAY)).covered().warnings());
  }

  /** Alerts at the edge of what was not read may have counted more, never differ in being there. */
  private static List<?> comparable(Trial.Outcome outcome) {
    return List.of(
        outcome.findingsBefore(),
        outcome.findingsAfter(),
        outcome.findingsGained(),
        outcome.findingsLost(),
        outcome.alertsBefore(),
        outcome.alertsAfter(),
        outcome.gained(),
        outcome.lost());
  }

  private static Trial.Outcome run(TrialPlan plan, InMemoryEventStore store, Query query) {
    try (Trial trial = plan.begin()) {
      PastEvents past =
          PastEvents.stored(store, new EventScan(query, Long.MIN_VALUE, Long.MAX_VALUE));
      past.feed(trial, _ -> {}, () -> false);
      return trial.finish(0, () -> false);
    }
  }

  private RuleLives lives(List<Piece> shipped) {
    return new RuleLives(
        folder, Shipped.of(shipped, _ -> RuleState.RELEASED), Clock.systemUTC(), false);
  }

  /** A rule with a name of its own. */
  private static String random(Random random, int number) {
    return RandomSigma.rule(random, number).replace("title: t\n", "title: t" + number + "\n");
  }

  private static Piece sigma(int number, String text) {
    return new Piece("r%02d".formatted(number), Piece.Kind.SIGMA, Map.of(Piece.RULE, text));
  }

  private static TrialPlan plan(Piece piece, RuleLives lives) {
    return TrialPlan.of(piece, lives, InForce.of(lives), _ -> true);
  }

  private static InMemoryEventStore store(Random random) {
    return store(events(random), _ -> List.of());
  }

  private static InMemoryEventStore store(List<Event> events, Detector detector) {
    InMemoryEventStore store = new InMemoryEventStore();
    store.create(marked(events, detector).stream().map(event -> new Document(event, "s")).toList());
    return store;
  }

  private static List<Event> marked(List<Event> events, Detector detector) {
    return events.stream()
        .map(
            event -> {
              List<RuleRef> rules = detector.detect(event);
              return rules.isEmpty() ? event : Findings.marked(event, rules);
            })
        .toList();
  }

  private static List<Event> events(Random random) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      events.add(
          RandomSigma.event(random).toBuilder()
              .timestamp(1_795_489_200_000L + 2_000L * i + random.nextInt(2_000))
              .build(new EventId("n1", 0, i, 0)));
    }
    return events;
  }
}
