package songlam.core.correlate.pack;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import songlam.core.pipeline.Detected;

/**
 * Owns a pack's thread: all that touches the pack's sessions happens on it. A pack that throws, or
 * that comes neither to the end of one event nor to an alert for ten seconds, is switched off and
 * reported; the others go on.
 */
final class PackAgent {
  private static final Logger LOG = LoggerFactory.getLogger(PackAgent.class);

  private final Surroundings around;
  private final Handover<Step> handover;
  private final Thread thread;
  private final long startAt;
  private final PackEngine engine;
  private final PackSnapshots snapshots;

  /** What the pack will be when all that was handed over has been taken. */
  private Pack coming;

  private long begun;
  private volatile boolean closing;

  /** Offset behind all that came, once that is known. */
  private volatile long end;

  private volatile boolean off;

  /** The journal says so: nothing more is taken in. */
  private volatile boolean leaving;

  /** The journal has come to the pack's end. */
  private boolean ended;

  /** Offset of the step in hand, or of the last one. */
  private final AtomicLong reached;

  /** Whether nothing more can come of the last entry: it was no event. */
  private boolean isWhole = true;

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
    long offset();

    record Happened(Detected detected) implements Step {
      @Override
      public long offset() {
        return detected.offset();
      }
    }

    record Ticked(long offset, long at) implements Step {}

    record Activated(long offset, PackVersions.Compiled version) implements Step {}

    record Ended(long offset) implements Step {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Joined(long offset, String look, byte[] found, long at) implements Step {}

    record Switched(long offset, Set<String> off) implements Step {}
  }

  /**
   * @param startAt journal offset the engine has come to: what lies before is passed over
   */
  PackAgent(
      PackEngine engine, PackMemory memory, long startAt, Surroundings around, Duration saveEvery) {
    this.engine = engine;
    this.handover = new Handover<>(engine::raised, this::giveUp);
    this.coming = engine.pack();
    this.around = around;
    this.startAt = startAt;
    this.reached = new AtomicLong(startAt - 1);
    this.snapshots =
        new PackSnapshots(memory, startAt, saveEvery, kept -> around.settle(id(), kept));
    this.thread =
        Thread.ofPlatform().daemon().name("pack-" + engine.pack().id()).unstarted(this::run);
  }

  /**
   * @param begun offset behind all that was written in earlier lives
   */
  void start(long begun) {
    this.begun = begun;
    thread.start();
  }

  /** Waits while the queue is full. */
  void accept(Detected detected) {
    if (takes(detected.offset()) && coming.consumes(detected)) {
      handover.add(new Step.Happened(detected));
    }
  }

  void tick(long offset, long at) {
    if (takes(offset)) {
      handover.addNow(new Step.Ticked(offset, at));
    }
    if (!off) {
      handover.look();
    }
  }

  void activate(long offset, PackVersions.Compiled version) {
    if (takes(offset)) {
      coming = version.pack();
      handover.addNow(new Step.Activated(offset, version));
    }
  }

  /**
   * From this place on the pack does not hold: what is open in it returns, unless it was switched
   * off.
   */
  void end(long offset) {
    if (leaving || offset < startAt) {
      return;
    }
    handover.catchUp(thread);
    leaving = true;
    if (off) {
      snapshots.writeEnd(offset + 1);
    } else {
      handover.addNow(new Step.Ended(offset));
    }
  }

  /** Whether it was switched off as another version than this, which it does not come to then. */
  boolean hasFailedBefore(PackVersions.Compiled version) {
    String next = version.pack().version();
    if (!coming.version().equals(next)) {
      handover.catchUp(thread);
    }
    return off && !engine.pack().version().equals(next);
  }

  private boolean takes(long offset) {
    return !off && !leaving && offset >= startAt;
  }

  /** What looking at late events has found; empty at the end of a look. */
  void joined(long offset, String look, byte[] found, long at) {
    if (takes(offset)) {
      handover.addNow(new Step.Joined(offset, look, found, at));
    }
  }

  void switched(long offset, Set<String> rules) {
    if (takes(offset)) {
      handover.addNow(new Step.Switched(offset, rules));
    }
  }

  /** Hands on what was taken so far. */
  void flush() {
    handover.flush();
  }

  long safeOffset(long upTo) {
    return Math.min(snapshots.safe(), upTo);
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

  private void giveUp() {
    fail(
        new IllegalStateException(
            "no end of one event after "
                + Handover.PATIENCE_NANOS / 1_000_000_000L
                + " s (expected: rules that end)"));
    thread.interrupt();
    leaveMark();
  }

  /** Its state is of no use, nor will it be: whoever goes on begins behind what it failed at. */
  private void leaveMark() {
    snapshots.writeFailure(reached.get() + 1, engine.pack().version());
  }

  private void fail(Throwable why) {
    if (!off) {
      off = true;
      handover.end();
      LOG.error("pack {} is switched off", id(), why);
      around.failed(id(), why);
    }
  }

  private void run() {
    try {
      while (!off && !ended && (!closing || !handover.isEmpty())) {
        handover.take(this::take);
      }
      if (!off && !ended && (end > 0 || isWhole)) {
        snapshots.write(engine, Math.max(reached.get() + 1, end));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      fail(e);
    } finally {
      if (off) {
        abandon();
      }
      engine.close();
    }
  }

  private void abandon() {
    try {
      engine.abandon();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      LOG.warn("pack {}: not all it had told of could be told to be over", id(), e);
    }
    leaveMark();
  }

  private void take(Step step) {
    reached.lazySet(step.offset());
    isWhole = !(step instanceof Step.Happened);
    switch (step) {
      case Step.Happened(Detected detected) -> engine.on(detected);
      case Step.Ticked(long offset, long at) -> {
        engine.tick(at, offset < begun);
        if (snapshots.isDue()) {
          snapshots.write(engine, offset + 1);
          around.evicted(id(), engine.evicted());
        }
      }
      case Step.Activated(long _, PackVersions.Compiled version) -> {
        if (!engine.pack().version().equals(version.pack().version())) {
          engine.change(version.pack(), version.rules());
          LOG.info("pack {}: version {} is in force", id(), version.pack().version());
        }
      }
      case Step.Ended(long offset) -> {
        ended = true;
        LOG.info("pack {}: no version is in force", id());
        try {
          engine.end();
        } finally {
          snapshots.writeEnd(offset + 1);
        }
      }
      case Step.Joined(long _, String look, byte[] found, long at) ->
          engine.joined(look, found, at);
      case Step.Switched(long _, Set<String> rules) -> engine.switched(rules);
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
      if (handover.isStuck()) {
        giveUp();
      }
    }
  }
}
