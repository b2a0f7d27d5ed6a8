package songlam.console.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import songlam.core.event.Caps;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;
import songlam.core.event.ParseResult;
import songlam.core.event.RawRecord;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.pipeline.SourceType;
import songlam.core.rule.Piece;
import songlam.core.rule.RuleLives;
import songlam.core.rule.RuleSets;
import songlam.core.rule.RuleState;
import songlam.core.rule.Shipped;
import songlam.core.rule.trial.CaseReader;
import songlam.core.rule.trial.Coverage;
import songlam.core.rule.trial.PastEvents;
import songlam.core.rule.trial.ReleaseGate;
import songlam.core.rule.trial.Trial;
import songlam.core.rule.trial.VerdictCases;

@Timeout(30)
class TrialsTest {
  private static final String RULE =
      """
      title: Code one
      id: 3f1d6a0e-7c1b-4f57-9d2e-3c6f5a0b1c2d
      logsource: {product: windows}
      detection:
        one: {CommandLien: x}
        condition: one
      """;

  /** Cases of records are read by a parser that waits for this. */
  private final CountDownLatch mayRun = new CountDownLatch(1);

  private final CountDownLatch begun = new CountDownLatch(1);

  @TempDir private Path folder;
  private Trials trials;

  @BeforeEach
  void open() {
    Clock clock = Clock.systemUTC();
    CaseReader cases = new CaseReader(Map.of("slow", new SourceType(() -> this::parse, 0)));
    Shipped nothing = Shipped.of(List.of(), _ -> RuleState.RELEASED);
    RuleLives lives = new RuleLives(folder, nothing, clock, false);
    InMemorySystemStore system = new InMemorySystemStore();
    RuleDesk rules =
        new RuleDesk(
            folder,
            lives,
            new RuleSets(system, lives, _ -> nothing),
            new RuleControl(system, clock),
            new ReleaseGate(cases, new VerdictCases(folder, cases)));
    trials = new Trials(rules, _ -> new Nothing(), clock, new Caps());
  }

  @AfterEach
  void close() {
    mayRun.countDown();
    trials.close();
  }

  @Test
  void itAnswersBeforeItsCasesHaveRun() throws InterruptedException {
    TrialJob job = begin("- {name: a, fires: false, slow: x}\n- {name: b, fires: true, slow: x}\n");
    assertTrue(job.cases().isEmpty(), "none has run");
    begun.await();
    assertEquals(TrialJob.State.RUNNING, job.state());
    assertTrue(job.warnings().getFirst().contains("CommandLine?"), job.warnings().toString());
    assertEquals(0, job.took(), "reads no events yet");
    mayRun.countDown();
    assertEquals(TrialJob.State.DONE, ended(job).state(), job.failure());
    assertEquals(2, job.casesTotal());
    assertEquals(List.of(true, false), job.cases().stream().map(one -> one.held()).toList());
    assertTrue(job.outcome().isPresent(), "events were read");
    assertTrue(
        job.warnings().getLast().startsWith("coverage: 0 of 3 days have events (expected: all"),
        job.warnings().toString());
  }

  @Test
  void aCaseThatCannotBeReadIsTheTrialsFailure() throws InterruptedException {
    TrialJob job = begin("- {name: odd, fires: true, telegram: x}\n");
    assertEquals(TrialJob.State.FAILED, ended(job).state());
    assertTrue(job.failure().startsWith("cases.yml: odd: "), job.failure());
    assertTrue(job.failure().contains("(expected: "), job.failure());
  }

  @Test
  void oneThatIsCancelledWhileItsCasesRunReadsNoEvents() throws InterruptedException {
    TrialJob job = begin("- {name: a, fires: false, slow: x}\n");
    begun.await();
    job.cancel();
    mayRun.countDown();
    assertEquals(TrialJob.State.CANCELLED, ended(job).state());
    assertEquals(List.of(), job.cases());
    assertFalse(job.outcome().isPresent(), "nothing came of it");
  }

  private TrialJob begin(String cases) {
    Piece piece =
        new Piece(
            "3f1d6a0e-7c1b-4f57-9d2e-3c6f5a0b1c2d",
            Piece.Kind.SIGMA,
            Map.of(Piece.RULE, RULE, Piece.CASES, cases));
    return trials.start(piece, 0, 1, false, "lan");
  }

  private static TrialJob ended(TrialJob job) throws InterruptedException {
    while (!job.isOver()) {
      Thread.sleep(5);
    }
    return job;
  }

  private ParseResult parse(RawRecord record) {
    begun.countDown();
    try {
      mayRun.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return ParseResult.Parsed.one(new EventBuilder().set(EcsField.MESSAGE, "x"));
  }

  /** Nothing has happened. */
  private record Nothing() implements PastEvents {
    @Override
    public Coverage covered() {
      return new Coverage(null, 0, 3, 0);
    }

    @Override
    public long total() {
      return 0;
    }

    @Override
    public void feed(Trial trial, LongConsumer read, BooleanSupplier cancelled) {}
  }
}
