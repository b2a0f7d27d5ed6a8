package songlam.core.rule.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import songlam.core.detect.sigma.RandomSigma;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventId;
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

  @TempDir private Path folder;

  @Test
  @Tag(LongRun.DIFFERENTIAL)
  void theSameAlertsAreGainedAndLost() {
    LongRun.each(LongRun.DIFFERENTIAL, 7, 1, this::quickAndWhole);
  }

  private void quickAndWhole(long seed) {
    Random random = new Random(seed);
    InMemoryEventStore store = store(random);
    List<Piece> shipped = new ArrayList<>();
    shipped.add(new Piece("security", Piece.Kind.PACK, Map.of(Piece.PACK, PACK)));
    for (int i = 0; i < 40; i++) {
      shipped.add(sigma(i, RandomSigma.rule(random, i)));
    }
    RuleLives lives = lives(shipped);
    InForce inForce = InForce.of(lives);
    long differences = 0;
    long read = 0;
    for (int i = 0; i < 40; i++) {
      TrialPlan plan = TrialPlan.of(sigma(i, RandomSigma.rule(random, i)), lives, inForce);
      Trial.Outcome quick = run(plan, store, plan.query());
      Trial.Outcome whole = run(plan, store, new Query.Everything());
      assertEquals(comparable(whole), comparable(quick), "rule " + i);
      differences += whole.gainedCount() + whole.lostCount();
      read += whole.read() - quick.read();
    }
    assertTrue(LongRun.isOn() || differences > 40, "alerts gained and lost: " + differences);
    assertTrue(LongRun.isOn() || read > 4_000, "not read: " + read);
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
    TrialPlan plan = TrialPlan.of(fresh, lives, InForce.of(lives));
    Trial.Outcome outcome = run(plan, store(random), plan.query());
    assertTrue(outcome.findingsAfter() > 50 && outcome.findingsBefore() == 0);
    assertEquals(outcome.findingsAfter(), outcome.findingsGained());
    assertTrue(outcome.gainedCount() > 0);
    assertEquals("security/finding", outcome.gained().getFirst().rule());
    assertTrue(outcome.gained().getFirst().reason().en().startsWith("code one: "));
    assertEquals(0, outcome.lostCount());
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
    TrialPlan plan = TrialPlan.of(slow, lives, InForce.of(lives));
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
    InForce inForce = InForce.of(lives);
    TrialPlan plan = TrialPlan.of(tried, lives, inForce);
    InMemoryEventStore store = store(new Random(9));
    Trial.Outcome quick = run(plan, store, plan.query());
    Trial.Outcome whole = run(plan, store, new Query.Everything());
    assertEquals(comparable(whole), comparable(quick));
    assertTrue(quick.lostCount() > 0, "a higher threshold loses alerts");
    assertEquals("security/other", quick.lost().getFirst().rule());
    assertTrue(quick.read() < whole.read());
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

  private static Piece sigma(int number, String text) {
    return new Piece("r%02d".formatted(number), Piece.Kind.SIGMA, Map.of(Piece.RULE, text));
  }

  private static InMemoryEventStore store(Random random) {
    InMemoryEventStore store = new InMemoryEventStore();
    List<Document> documents = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      Event event =
          RandomSigma.event(random).toBuilder()
              .timestamp(1_795_489_200_000L + 2_000L * i + random.nextInt(2_000))
              .build(new EventId("n1", 0, i, 0));
      documents.add(new Document(event, "s"));
    }
    store.create(documents);
    return store;
  }
}
