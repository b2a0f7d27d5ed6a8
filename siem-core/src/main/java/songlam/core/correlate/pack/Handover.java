package songlam.core.correlate.pack;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What is on its way to a pack's thread, in batches. One thread hands over, and waits while there
 * is no room; another takes. Who takes is stuck when neither a step ends nor anything comes of one
 * for so long: a step that is slowed down by what it hands on comes to its end.
 */
final class Handover<S> {
  static final long PATIENCE_NANOS = 10_000_000_000L;
  private static final int STEPS_PER_BATCH = 500;
  private static final int QUEUED_BATCHES = 32;

  private final BlockingQueue<List<S>> queue = new ArrayBlockingQueue<>(QUEUED_BATCHES);
  private final AtomicLong taken = new AtomicLong();
  private final LongSupplier produced;
  private final long patienceNanos;
  private final Runnable stuck;
  private volatile boolean over;
  private List<S> filling = new ArrayList<>(STEPS_PER_BATCH);
  private long handedOver;
  private long seenMoves = -1;
  private long seenAt;

  /**
   * @param produced how much has come of all steps so far; never less than before
   * @param stuck to be done when the other thread is stuck and this one waits
   */
  Handover(LongSupplier produced, Runnable stuck) {
    this(produced, PATIENCE_NANOS, stuck);
  }

  Handover(LongSupplier produced, long patienceNanos, Runnable stuck) {
    this.produced = produced;
    this.patienceNanos = patienceNanos;
    this.stuck = stuck;
  }

  /** Goes along with the next batch. */
  void add(S step) {
    filling.add(step);
    if (filling.size() >= STEPS_PER_BATCH) {
      flush();
    }
  }

  /** Goes on its way at once. */
  void addNow(S step) {
    filling.add(step);
    flush();
  }

  /** Hands on what was added so far. */
  void flush() {
    if (filling.isEmpty()) {
      return;
    }
    List<S> batch = filling;
    filling = new ArrayList<>(STEPS_PER_BATCH);
    try {
      boolean isIn = false;
      while (!over && !isIn) {
        isIn = queue.offer(batch, 100, TimeUnit.MILLISECONDS);
        handedOver += isIn ? batch.size() : 0;
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until all that was added is done, or nothing more will be. */
  void catchUp(Thread taker) {
    flush();
    try {
      while (!over && taker.isAlive() && taken.get() < handedOver) {
        look();
        Thread.sleep(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks whether the other thread is stuck, when something waits for it. */
  void look() {
    if (taken.get() < handedOver && isStuck()) {
      stuck.run();
    }
  }

  boolean isStuck() {
    long moves = taken.get() + produced.getAsLong();
    long now = System.nanoTime();
    if (moves != seenMoves) {
      seenMoves = moves;
      seenAt = now;
    }
    return now - seenAt > patienceNanos;
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  /** Nothing more is taken. */
  void end() {
    over = true;
    queue.clear();
  }

  /** Takes the next batch, when there is one within a while. */
  void take(Consumer<S> taker) throws InterruptedException {
    List<S> batch = queue.poll(100, TimeUnit.MILLISECONDS);
    if (batch != null) {
      for (S step : batch) {
        if (over) {
          return;
        }
        taker.accept(step);
        taken.lazySet(taken.getPlain() + 1);
      }
    }
  }
}
