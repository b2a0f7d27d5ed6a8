package songlam.core.correlate.pack;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Writes a pack's snapshots: as often as they may be written, each once the alerts raised before it
 * are safe. For the pack's thread; how far they have come is for any.
 */
final class PackSnapshots {
  /** Writing a snapshot and what it waits for takes at most one part in so many of the time. */
  private static final int SAVING_SHARE = 20;

  /** After a store that was away, and so took very long, the next one does not wait that long. */
  private static final long LONGEST_UNSAVED_NANOS = 60_000_000_000L;

  /** Nothing of the journal is needed again. */
  private static final long NOTHING = Long.MAX_VALUE;

  private final PackMemory memory;
  private final Consumer<Runnable> settle;
  private final long startAt;
  private final long everyNanos;
  private volatile long safe;
  private volatile boolean settling;
  private volatile boolean failed;
  private volatile boolean ended;
  private volatile long savedAt = System.nanoTime();

  /** Nanoseconds from the beginning of the last snapshot until it counted. */
  private volatile long cost;

  /**
   * @param startAt journal offset the pack has come to
   * @param settle runs what it is given when all that the pack has raised so far will survive
   */
  PackSnapshots(PackMemory memory, long startAt, Duration every, Consumer<Runnable> settle) {
    this.memory = memory;
    this.settle = settle;
    this.startAt = startAt;
    this.everyNanos = every.toNanos();
    this.safe = startAt;
  }

  /** The journal from here on would be read again after a crash now. */
  long safe() {
    return safe;
  }

  /** Whether it is kept that the pack has ended. */
  boolean hasEnded() {
    return ended;
  }

  boolean isDue() {
    return !settling && System.nanoTime() - savedAt > pause(everyNanos, cost);
  }

  /** Nanoseconds between two snapshots, when the last one took so long. */
  static long pause(long least, long took) {
    return Math.max(least, Math.min(SAVING_SHARE * took, LONGEST_UNSAVED_NANOS));
  }

  /**
   * Writes down all the engine knows.
   *
   * @param upTo offset behind what it was given
   */
  void write(PackEngine engine, long upTo) {
    if (failed) {
      return;
    }
    long next = Math.max(startAt, upTo);
    savedAt = System.nanoTime();
    long began = savedAt;
    byte[] state = engine.save();
    String version = engine.pack().version();
    settling = true;
    settle.accept(
        () -> {
          memory.keep(next, version, state);
          safe = Math.max(safe, next);
          savedAt = System.nanoTime();
          cost = savedAt - began;
          settling = false;
        });
  }

  /** Writes down that the pack does not hold from here on. */
  void writeEnd(long next) {
    settle.accept(
        () -> {
          memory.end(next);
          safe = NOTHING;
          ended = true;
        });
  }

  /**
   * Writes down that the pack has failed as this version at what lies before this offset: from here
   * on it begins empty. Nothing is written behind that. For any thread.
   */
  void writeFailure(long next, String version) {
    failed = true;
    settle.accept(
        () -> {
          memory.fail(next, version);
          safe = NOTHING;
        });
  }
}
