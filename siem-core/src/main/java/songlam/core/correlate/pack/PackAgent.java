package songlam.core.correlate.pack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import songlam.core.pipeline.Detected;

/**
 * Owns a pack's thread: all that touches the pack's sessions happens on it. A pack that throws, or
 * that does not come to the end of one event for ten seconds, is switched off and reported; the
 * others go on.
 */
final class PackAgent {
  private static final Logger LOG = LoggerFactory.getLogger(PackAgent.class);
  private static final int STEPS_PER_BATCH = 500;
  private static final int QUEUED_BATCHES = 32;
  private static final long PATIENCE_NANOS = 10_000_000_000L;

  /** Writing a snapshot and what it waits for takes at most one part in so many of the time. */
  private static final int SAVING_SHARE = 20;

  /** After a store that was away, and so took very long, the next one does not wait that long. */
  private static final long LONGEST_UNSAVED_NANOS = 60_000_000_000L;

  private final PackMemory memory;
  private final Surroundings around;
  private final BlockingQueue<List<Step>> queue = new ArrayBlockingQueue<>(QUEUED_BATCHES);
  private final AtomicLong progress = new AtomicLong();
  private final Thread thread;
  private final long startAt;
  private final long saveEveryNanos;
  private final PackEngine engine;
  private volatile long safe;
  private volatile boolean closing;

  /** Offset behind all that came, once that is known. */
  private volatile long end;

  private volatile boolean off;
  private volatile boolean settling;
  private List<Step> filling = new ArrayList<>(STEPS_PER_BATCH);
  private long seenProgress = -1;
  private long seenAt;
  private long lastOffset;
  private volatile long savedAt = System.nanoTime();

  /** Nanoseconds from the beginning of the last snapshot until it counted. */
  private volatile long saveCost;

  /** What an agent says to the world. */
  interface Surroundings {
    /** A pack is at its end. */
    void failed(String pack, Throwable why);

    /** So much had to be let go for want of room since the pack began. */
    void evicted(String pack, long total);

    /** Runs when all that the pack has raised so far will survive. */
    void settle(String pack, Runnable kept);

    /** What was prepared under this version; null when nobody knows it any more. */
    Packs.@Nullable Prepared prepared(String pack, String version);
  }

  private sealed interface Step {
    record Happened(Detected detected) implements Step {}

    record Ticked(long offset, long at) implements Step {}

    record Activated(long offset, String version) implements Step {}

    record Switched(long offset, Set<String> off) implements Step {}
  }

  /**
   * @param startAt journal offset the engine has come to: what lies before is passed over
   */
  PackAgent(
      PackEngine engine, PackMemory memory, long startAt, Surroundings around, Duration saveEvery) {
    this.saveEveryNanos = saveEvery.toNanos();
    this.engine = engine;
    this.memory = memory;
    this.around = around;
    this.startAt = startAt;
    this.safe = startAt;
    this.thread =
        Thread.ofPlatform().daemon().name("pack-" + engine.pack().id()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Waits while the queue is full. */
  void accept(Detected detected) {
    if (!off && detected.offset() >= startAt && engine.wants(detected)) {
      filling.add(new Step.Happened(detected));
      if (filling.size() >= STEPS_PER_BATCH) {
        flush();
      }
    }
  }

  void tick(long offset, long at) {
    if (!off && offset >= startAt) {
      filling.add(new Step.Ticked(offset, at));
      flush();
      if (!queue.isEmpty() && isStuck()) {
        giveUp();
      }
    }
  }

  void activate(long offset, String version) {
    if (!off && offset >= startAt) {
      filling.add(new Step.Activated(offset, version));
      flush();
    }
  }

  void switched(long offset, Set<String> rules) {
    if (!off && offset >= startAt) {
      filling.add(new Step.Switched(offset, rules));
      flush();
    }
  }

  /** Hands on what was taken so far. */
  void flush() {
    if (filling.isEmpty()) {
      return;
    }
    List<Step> batch = filling;
    filling = new ArrayList<>(STEPS_PER_BATCH);
    try {
      while (!off && !queue.offer(batch, 100, TimeUnit.MILLISECONDS)) {
        if (isStuck()) {
          giveUp();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  long safeOffset(long upTo) {
    return off ? upTo : Math.min(safe, upTo);
  }

  boolean isOff() {
    return off;
  }

  PackEngine engine() {
    return engine;
  }

  private boolean isStuck() {
    long done = progress.get();
    long now = System.nanoTime();
    if (done != seenProgress) {
      seenProgress = done;
      seenAt = now;
    }
    return now - seenAt > PATIENCE_NANOS;
  }

  private void giveUp() {
    fail(
        new IllegalStateException(
            "no end of one event after "
                + PATIENCE_NANOS / 1_000_000_000L
                + " s (expected: rules that end)"));
    thread.interrupt();
  }

  private void fail(Throwable why) {
    if (!off) {
      off = true;
      queue.clear();
      LOG.error("pack {} is switched off", engine.pack().id(), why);
      around.failed(engine.pack().id(), why);
    }
  }

  private void run() {
    try {
      while (!off && (!closing || !queue.isEmpty())) {
        List<Step> batch = queue.poll(100, TimeUnit.MILLISECONDS);
        if (batch != null) {
          for (Step step : batch) {
            take(step);
            progress.lazySet(progress.getPlain() + 1);
          }
        }
      }
      if (!off) {
        lastOffset = Math.max(lastOffset, end - 1);
        save();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      fail(e);
    } finally {
      engine.close();
    }
  }

  private void take(Step step) {
    switch (step) {
      case Step.Happened(Detected detected) -> engine.on(detected);
      case Step.Ticked(long offset, long at) -> {
        engine.tick(at);
        lastOffset = offset;
        saveWhenDue();
      }
      case Step.Activated(long offset, String version) -> {
        change(version);
        lastOffset = offset;
        save();
      }
      case Step.Switched(long offset, Set<String> rules) -> {
        engine.switched(rules);
        lastOffset = offset;
      }
    }
  }

  private void change(String version) {
    Pack pack = engine.pack();
    Packs.Prepared next =
        pack.version().equals(version) ? null : around.prepared(pack.id(), version);
    if (next != null) {
      engine.change(next.pack(), next.rules());
      LOG.info("pack {}: version {} is in force", pack.id(), version);
    }
  }

  private void saveWhenDue() {
    long since = System.nanoTime() - savedAt;
    if (!settling && since > pause(saveEveryNanos, saveCost)) {
      save();
      around.evicted(engine.pack().id(), engine.evicted());
    }
  }

  /** Nanoseconds between two snapshots, when the last one took so long. */
  static long pause(long least, long took) {
    return Math.max(least, Math.min(SAVING_SHARE * took, LONGEST_UNSAVED_NANOS));
  }

  /** Writes down all the engine knows, once its alerts are safe. */
  private void save() {
    long next = Math.max(startAt, lastOffset + 1);
    savedAt = System.nanoTime();
    long began = savedAt;
    byte[] state = engine.save();
    settling = true;
    around.settle(
        engine.pack().id(),
        () -> {
          memory.keep(next, state);
          safe = Math.max(safe, next);
          savedAt = System.nanoTime();
          saveCost = savedAt - began;
          settling = false;
        });
  }

  /** Nothing more comes: all that did lies before this offset, and is in the last snapshot. */
  void finish(long upTo) {
    end = upTo;
    flush();
    closing = true;
  }

  void close() throws InterruptedException {
    flush();
    closing = true;
    while (!off && !thread.join(Duration.ofMillis(200))) {
      if (isStuck()) {
        giveUp();
      }
    }
  }
}
