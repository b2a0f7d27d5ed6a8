package songlam.console.desk;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import songlam.core.event.Cap;
import songlam.core.event.Caps;
import songlam.core.rule.Piece;
import songlam.core.rule.trial.PastEvents;
import songlam.core.rule.trial.Trial;
import songlam.core.rule.trial.TrialPlan;

/**
 * Trials and backtests as jobs: one runs at a time, beside the live stream, the others wait. The
 * last ones are remembered. Safe for many threads.
 */
public final class Trials implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Trials.class);
  private static final int MOST_UNDER_WAY = 8;

  private final RuleDesk rules;
  private final Function<Asked, PastEvents> past;
  private final Clock clock;
  private final Caps caps;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("trials").daemon().priority(Thread.MIN_PRIORITY).factory());
  private final Map<String, TrialJob> jobs = new LinkedHashMap<>();

  /**
   * What is to be tried.
   *
   * @param rule the piece's id, or {@code pack/rule} for one rule of it
   * @param from event time, milliseconds, included
   * @param to event time, milliseconds, not included
   * @param journal whether the journal is read, else what is stored
   * @param plan against which version, and which events make a difference
   */
  public record Asked(
      String rule, Piece piece, long from, long to, boolean journal, String by, TrialPlan plan) {}

  /**
   * @param past where a trial reads
   */
  public Trials(RuleDesk rules, Function<Asked, PastEvents> past, Clock clock, Caps caps) {
    this.rules = rules;
    this.past = past;
    this.clock = clock;
    this.caps = caps;
  }

  /**
   * Reads the version and has it tried: its cases first, then events. Does not wait for either;
   * what is wrong with its cases, the job says.
   *
   * @throws IllegalArgumentException with what is wrong with the version, or when too many trials
   *     wait
   */
  public TrialJob start(Piece piece, long from, long to, boolean journal, String by) {
    return start(piece, piece.id(), from, to, journal, by);
  }

  /**
   * The same for one rule of a pack.
   *
   * @param rule {@code pack/rule}, or the piece's id for all of it
   */
  public TrialJob start(Piece piece, String rule, long from, long to, boolean journal, String by) {
    TrialPlan plan =
        rule.equals(piece.id())
            ? TrialPlan.of(piece, rules.lives(), rules.inForce(), rules::isRaising)
            : TrialPlan.of(
                piece, rule.substring(piece.id().length() + 1), rules.lives(), rules.inForce());
    Asked asked = new Asked(rule, piece, from, to, journal, by, plan);
    TrialJob job = new TrialJob(UUID.randomUUID().toString(), asked, clock);
    synchronized (this) {
      if (jobs.values().stream().filter(one -> !one.isOver()).count() >= MOST_UNDER_WAY) {
        throw new IllegalArgumentException(
            "trials: " + MOST_UNDER_WAY + " are under way (expected: fewer; cancel one)");
      }
      if (jobs.size() >= Cap.TRIALS.limit()) {
        jobs.values().stream()
            .filter(TrialJob::isOver)
            .findFirst()
            .map(TrialJob::id)
            .ifPresent(this::forget);
      }
      jobs.put(job.id(), job);
    }
    worker.execute(() -> run(job));
    return job;
  }

  /** The job of this id, empty when it was never there or is forgotten. */
  public synchronized Optional<TrialJob> find(String id) {
    return Optional.ofNullable(jobs.get(id));
  }

  /** The jobs remembered, the oldest first. */
  public synchronized List<TrialJob> all() {
    return List.copyOf(jobs.values());
  }

  private void forget(String id) {
    jobs.remove(id);
    caps.reached(Cap.TRIALS);
  }

  private void run(TrialJob job) {
    if (!job.begin()) {
      return;
    }
    Asked asked = job.asked();
    try {
      job.looked(rules.check(asked.piece()).warnings());
      if (asked.rule().equals(asked.piece().id())) {
        rules.gate().run(asked.piece(), rules.inForce(), job.casesRun());
      } else {
        String rule = asked.rule().substring(asked.piece().id().length() + 1);
        rules.gate().run(asked.piece(), rule, rules.inForce(), job.casesRun());
      }
      job.finish(job.isCancelled() ? null : outcome(job, asked));
    } catch (IllegalArgumentException e) {
      LOG.info("trial of {}: {}", asked.piece().id(), e.getMessage());
      job.fail(String.valueOf(e.getMessage()));
    } catch (RuntimeException | StackOverflowError e) {
      LOG.warn("trial of {}", asked.piece().id(), e);
      job.fail(String.valueOf(e.getMessage()));
    }
  }

  private Trial.Outcome outcome(TrialJob job, Asked asked) {
    job.readsEvents();
    try (Trial trial = asked.plan().begin()) {
      PastEvents events = past.apply(asked);
      job.events(events.total());
      events.feed(trial, job::read, job::isCancelled);
      job.covered(events.covered());
      return trial.finish(asked.to(), job::isCancelled);
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      jobs.values().forEach(TrialJob::cancel);
    }
    worker.shutdown();
  }
}
