package songlam.console.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import songlam.collectors.SourceTypes;
import songlam.console.desk.Activation;
import songlam.console.desk.RuleControl;
import songlam.console.desk.RuleDesk;
import songlam.core.correlate.pack.Pack;
import songlam.core.detect.Detector;
import songlam.core.detect.sigma.SigmaMapping;
import songlam.core.detect.sigma.SigmaRules;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.event.EventJson;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.pipeline.RuleShelf;
import songlam.core.rule.Baseline;
import songlam.core.rule.Piece;
import songlam.core.rule.RuleImport;
import songlam.core.rule.RuleLives;
import songlam.core.rule.RuleSets;
import songlam.core.rule.RuleState;
import songlam.core.rule.Shipped;
import songlam.core.rule.trial.CaseReader;
import songlam.core.rule.trial.ReleaseGate;
import songlam.core.rule.trial.VerdictCases;

/**
 * One rule of an installation that has taken a corpus in gets another wording: it is saved and
 * released as people do it, cases and all, while another thread detects.
 */
final class RuleSwap {
  private static final int TIMES = 7;
  private static final String BY = "bench";
  private static final String CHANGED =
      """
      title: A rule that was changed
      id: %s
      logsource: {category: process_creation, product: windows}
      detection:
        selection: {Image|endswith: '\\changed-%d.exe'}
        condition: selection
      level: high
      """;
  private static final String CASES =
      """
      - name: the program of this wording
        fires: true
        event: '%s'
      - name: the program of the wording before
        fires: false
        event: '%s'
      """;

  private final RuleDesk desk;
  private final DetectedStream stream;
  private final String rule;
  private double worst;
  private double worstSaving;

  private RuleSwap(RuleDesk desk, DetectedStream stream, String rule) {
    this.desk = desk;
    this.stream = stream;
    this.rule = rule;
  }

  /**
   * @param rules Sigma rules that are evaluated
   * @param worstSeconds from the call that saves the changed rule to the first event it finds
   * @param savingSeconds the longest that keeping the draft took of that
   * @param longestPauseMillis between any fifty events and the next fifty meanwhile
   * @param longestAnywayMillis the same without any swap
   * @param events that went through meanwhile
   */
  record Figure(
      int rules,
      double worstSeconds,
      double savingSeconds,
      double longestPauseMillis,
      double longestAnywayMillis,
      long events) {}

  /**
   * Measures it seven times.
   *
   * @param corpus rules taken in beside ours
   * @param without how long the stream is looked at without any swap, to compare
   * @throws BenchException when a released wording is not the one in force
   */
  static Figure measure(Path corpus, List<Event> events, Duration without) throws IOException {
    try (Scratch scratch = new Scratch()) {
      RuleDesk desk = desk(scratch.folder().resolve("rules"), corpus);
      List<String> ids = desk.inForce().listed().rules().stream().map(one -> one.id()).toList();
      String rule = ids.stream().filter(desk.inForce()::isReleased).findFirst().orElseThrow();
      AtomicReference<Detector> now = new AtomicReference<>(desk.sets().current().detector());
      desk.connect(new AtOnce(desk.sets(), now));
      try (DetectedStream stream = new DetectedStream(now, events)) {
        Thread.sleep(1_000);
        stream.longestPauseMillis();
        Thread.sleep(without);
        double anyway = stream.longestPauseMillis();
        long before = stream.seen();
        RuleSwap swap = new RuleSwap(desk, stream, rule);
        for (int wording = 1; wording <= TIMES; wording++) {
          swap.once(wording);
          Thread.sleep(200);
        }
        return new Figure(
            ids.size(),
            swap.worst,
            swap.worstSaving,
            stream.longestPauseMillis(),
            anyway,
            stream.seen() - before);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new BenchException("interrupted", e);
      }
    }
  }

  /** What an entry of the journal names holds for the next event. */
  private record AtOnce(RuleShelf sets, AtomicReference<Detector> now) implements Activation {
    @Override
    public void sigma(String set) {
      now.set(sets.find(set).orElseThrow(() -> new BenchException("no such set: " + set)));
    }

    @Override
    public void prepare(Pack pack) {}

    @Override
    public void packs(Map<String, String> versions) {}

    @Override
    public void silent(Set<String> rules, String by) {}
  }

  /** Rules, cases and gate as the platform has them, without its store. */
  private static RuleDesk desk(Path folder, Path corpus) throws IOException {
    Clock clock = Clock.systemUTC();
    new RuleImport(folder, SigmaRules.shipped(), clock).take(corpus, "public", "its own", "");
    InMemorySystemStore system = new InMemorySystemStore();
    CaseReader cases =
        new CaseReader(new SourceTypes(system, ZoneId.of("Asia/Ho_Chi_Minh")).forPipeline());
    Function<Path, Shipped> shipped =
        where -> Baseline.shipped().rules(where, SigmaMapping.of(List.of(where)));
    RuleLives lives = new RuleLives(folder, () -> shipped.apply(folder), clock, false);
    return new RuleDesk(
        folder,
        lives,
        new RuleSets(system, lives, shipped),
        new RuleControl(system, clock),
        new ReleaseGate(cases, new VerdictCases(folder, cases)));
  }

  private void once(int wording) throws InterruptedException {
    CompletableFuture<Long> found = stream.seek(event(wording), rule);
    long start = System.nanoTime();
    desk.save(piece(wording), BY, "wording " + wording);
    worstSaving = Math.max(worstSaving, seconds(start, System.nanoTime()));
    require(!found.isDone(), "a draft is in force");
    desk.move(rule, Optional.empty(), RuleState.RELEASED, BY, "wording " + wording);
    try {
      worst = Math.max(worst, seconds(start, found.get(1, TimeUnit.MINUTES)));
    } catch (ExecutionException | TimeoutException e) {
      throw new BenchException("the released wording finds nothing", e);
    }
    require(stream.isFound(event(wording), rule), "the released wording is not in force");
    require(!stream.isFound(event(wording - 1), rule), "the wording before is still in force");
  }

  private static void require(boolean isSo, String otherwise) {
    if (!isSo) {
      throw new BenchException(otherwise);
    }
  }

  private Piece piece(int wording) {
    return new Piece(
        rule,
        Piece.Kind.SIGMA,
        Map.of(
            Piece.RULE,
            CHANGED.formatted(rule, wording),
            Piece.CASES,
            CASES.formatted(json(event(wording)), json(event(wording - 1)))));
  }

  private static String json(Event event) {
    return new String(EventJson.write(event), UTF_8);
  }

  /** What only this wording finds. */
  private static Event event(int wording) {
    return new EventBuilder()
        .timestamp(CaseReader.START)
        .set(EcsField.SONGLAM_SOURCE_TYPE, "json")
        .set(EcsField.EVENT_PROVIDER, "Microsoft-Windows-Sysmon")
        .set(EcsField.EVENT_CODE, "1")
        .set(EcsField.EVENT_CATEGORY, List.of("process"))
        .set(EcsField.EVENT_TYPE, List.of("start"))
        .set(EcsField.PROCESS_EXECUTABLE, "C:\\tools\\changed-" + wording + ".exe")
        .build(new EventId("bench", 0, wording, 0));
  }

  private static double seconds(long from, long to) {
    return (to - from) / 1e9;
  }
}
