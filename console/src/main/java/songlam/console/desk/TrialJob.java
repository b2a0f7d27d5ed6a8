package songlam.console.desk;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import songlam.core.rule.trial.CaseProgress;
import songlam.core.rule.trial.CaseRun;
import songlam.core.rule.trial.Coverage;
import songlam.core.rule.trial.Trial;

/**
 * A trial under way or over: its text is looked at, then its cases run, then events are read. Tells
 * how far it is, and what came of it. Safe for many threads.
 */
public final class TrialJob {
  private final String id;
  private final Trials.Asked asked;
  private final Clock clock;
  private final List<CaseRun.Result> cases = new ArrayList<>();
  private List<String> warnings = List.of();
  private int casesTotal;
  private State state = State.WAITING;
  private long startedAt;
  private long endedAt;
  private volatile long total;
  private volatile long read;
  private volatile boolean cancelled;
  private Trial.@Nullable Outcome outcome;
  private @Nullable Coverage coverage;
  private String failure = "";

  /** How far it is. */
  public enum State {
    WAITING,
    RUNNING,
    DONE,
    CANCELLED,
    FAILED;

    /** The name in JSON: lower case. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  TrialJob(String id, Trials.Asked asked, Clock clock) {
    this.id = id;
    this.asked = asked;
    this.clock = clock;
  }

  public String id() {
    return id;
  }

  public Trials.Asked asked() {
    return asked;
  }

  /**
   * What of its text cannot match as things are, or is most likely a slip; once it runs. In the end
   * also what of its span is not there.
   */
  public synchronized List<String> warnings() {
    return warnings;
  }

  /** What came of the rule's cases that have run. */
  public synchronized List<CaseRun.Result> cases() {
    return List.copyOf(cases);
  }

  /** Cases there are to run; 0 until that is known, which of a filter it is when all have run. */
  public synchronized int casesTotal() {
    return casesTotal;
  }

  public synchronized State state() {
    return state;
  }

  public boolean isOver() {
    return switch (state()) {
      case WAITING, RUNNING -> false;
      case DONE, CANCELLED, FAILED -> true;
    };
  }

  /** Events, or entries of the journal, to read; 0 until that is known. */
  public long total() {
    return total;
  }

  /** How many of them were read. */
  public long read() {
    return read;
  }

  /** How long it has been reading events, or read them, milliseconds. */
  public synchronized long took() {
    return startedAt == 0 ? 0 : (endedAt == 0 ? clock.millis() : endedAt) - startedAt;
  }

  /** How much of its span is there, once events were read. */
  public synchronized Optional<Coverage> coverage() {
    return Optional.ofNullable(coverage);
  }

  /** What came of it, once it is over; of one that was cancelled, up to there. */
  public synchronized Optional<Trial.Outcome> outcome() {
    return Optional.ofNullable(outcome);
  }

  /** Why it failed, empty when it did not. */
  public synchronized String failure() {
    return failure;
  }

  /** Ends it; one that is over stays as it is. */
  public synchronized void cancel() {
    cancelled = true;
    if (state == State.WAITING) {
      state = State.CANCELLED;
    }
  }

  boolean isCancelled() {
    return cancelled;
  }

  synchronized boolean begin() {
    if (state != State.WAITING) {
      return false;
    }
    state = State.RUNNING;
    return true;
  }

  /** How much of its span is there, which is worth a warning when it is not all. */
  synchronized void covered(Coverage found) {
    coverage = found;
    List<String> all = new ArrayList<>(warnings);
    all.addAll(found.warnings());
    warnings = List.copyOf(all);
  }

  synchronized void looked(List<String> found) {
    warnings = List.copyOf(found);
  }

  /** Hears of its cases. */
  CaseProgress casesRun() {
    return new CaseProgress() {
      @Override
      public void total(int count) {
        synchronized (TrialJob.this) {
          casesTotal = count;
        }
      }

      @Override
      public void ran(CaseRun.Result result) {
        synchronized (TrialJob.this) {
          cases.add(result);
        }
      }

      @Override
      public boolean isCancelled() {
        return cancelled;
      }
    };
  }

  /** Every case has run. */
  synchronized void readsEvents() {
    casesTotal = cases.size();
    startedAt = clock.millis();
  }

  void events(long count) {
    total = count;
  }

  void read(long events) {
    read = events;
  }

  /**
   * It is over.
   *
   * @param result null when it was cancelled before it read events
   */
  synchronized void finish(Trial.@Nullable Outcome result) {
    outcome = result;
    casesTotal = Math.max(casesTotal, cases.size());
    endedAt = clock.millis();
    state = cancelled ? State.CANCELLED : State.DONE;
  }

  synchronized void fail(String why) {
    failure = why;
    endedAt = clock.millis();
    state = State.FAILED;
  }
}
