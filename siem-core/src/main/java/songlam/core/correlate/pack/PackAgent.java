package songlam.core.correlate.pack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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

  private final Surroundings around;
  private final BlockingQueue<List<Step>> queue = new ArrayBlockingQueue<>(QUEUED_BATCHES);
  private final AtomicLong progress = new AtomicLong();
  private final Thread thread;
  private final long startAt;
  private final PackEngine engine;
  private final PackSnapshots snapshots;

  /** What the pack will be when all that was handed over has been taken. */
  private Pack coming;

  private volatile boolean closing;

  /** Offset behind all that came, once that is known. */
  private volatile long end;

  private volatile boolean off;

  /** The journal says so: nothing more is taken in. */
  private volatile boolean leaving;

  /** The journal has come to the pack's end. */
  private boolean ended;

  private List<Step> filling = new ArrayList<>(STEPS_PER_BATCH);
  private long seenProgress = -1;
  private long seenAt;
  private long lastOffset;

  /** What an agent says to the world. */
  interface Surroundings {
    /** A pack is at its end. */
    void failed(String pack, Throwable why);

    /** So much had to be let go for want of room since the pack began. */
    void evicted(String pack, long total);

    /** Runs when all that the pack has raised so far will survive. */
    void settle(String pack, Runnable kept);
  }

  private sealed interface Step {
    record Happened(Detected detected) implements Step {}

    record Ticked(long offset, long at) implements Step {}

    record Activated(long offset, PackVersions.Compiled version) implements Step {}

    record Ended(long offset) implements Step {}

    record Switched(long offset, Set<String> off) implements Step {}
  }

  /**
   * @param startAt journal offset the engine has come to: what lies before is passed over
   */
  PackAgent(
      PackEngine engine, PackMemory memory, long startAt, Surroundings around, Duration saveEvery) {
    this.engine = engine;
    this.coming = engine.pack();
    this.around = around;
    this.startAt = startAt;
    this.snapshots =
        new PackSnapshots(memory, startAt, saveEvery, kept -> around.settle(id(), kept));
    this.thread =
        Thread.ofPlatform().daemon().name("pack-" + engine.pack().id()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Waits while the queue is full. */
  void accept(Detected detected) {
    if (takes(detected.offset()) && coming.consumes(detected)) {
      filling.add(new Step.Happened(detected));
      if (filling.size() >= STEPS_PER_BATCH) {
        flush();
      }
    }
  }

  void tick(long offset, long at) {
    if (takes(offset)) {
      filling.add(new Step.Ticked(offset, at));
      flush();
    }
    if (!off && !queue.isEmpty() && isStuck()) {
      giveUp();
    }
  }

  void activate(long offset, PackVersions.Compiled version) {
    if (takes(offset)) {
      coming = version.pack();
      filling.add(new Step.Activated(offset, version));
      flush();
    }
  }

  /** From this place on the pack does not hold: what is open in it returns. */
  void end(long offset) {
    if (takes(offset)) {
      filling.add(new Step.Ended(offset));
      leaving = true;
      flush();
    }
  }

  private boolean takes(long offset) {
    return !off && !leaving && offset >= startAt;
  }

  void switched(long offset, Set<String> rules) {
    if (takes(offset)) {
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
    return off ? upTo : Math.min(snapshots.safe(), upTo);
  }

  boolean isOff() {
    return off;
  }

  String id() {
    return engine.pack().id();
  }

  /** Whether it has come to its end, or is on its way there. */
  boolean isLeaving() {
    return leaving;
  }

  /** Whether it has come to its end and nothing of it is needed again. */
  boolean isGone() {
    return leaving && snapshots.hasEnded();
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
      LOG.error("pack {} is switched off", id(), why);
      around.failed(id(), why);
    }
  }

  private void run() {
    try {
      while (!off && !ended && (!closing || !queue.isEmpty())) {
        List<Step> batch = queue.poll(100, TimeUnit.MILLISECONDS);
        if (batch != null) {
          for (Step step : batch) {
            take(step);
            progress.lazySet(progress.getPlain() + 1);
          }
        }
      }
      if (!off && !ended) {
        snapshots.write(engine, Math.max(lastOffset + 1, end));
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
        if (snapshots.isDue()) {
          snapshots.write(engine, offset + 1);
          around.evicted(id(), engine.evicted());
        }
      }
      case Step.Activated(long offset, PackVersions.Compiled version) -> {
        lastOffset = offset;
        if (!engine.pack().version().equals(version.pack().version())) {
          engine.change(version.pack(), version.rules());
          LOG.info("pack {}: version {} is in force", id(), version.pack().version());
          snapshots.write(engine, offset + 1);
        }
      }
      case Step.Ended(long offset) -> {
        ended = true;
        LOG.info("pack {}: no version is in force", id());
        engine.end();
        snapshots.writeEnd(offset + 1);
      }
      case Step.Switched(long offset, Set<String> rules) -> {
        engine.switched(rules);
        lastOffset = offset;
      }
    }
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
