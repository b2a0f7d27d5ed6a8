package songlam.core.correlate.pack;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * What is on its way to a pack's thread, in batches. One thread hands over, and waits while there
 * is no room; another takes.
 */
final class Handover<S> {
  static final long PATIENCE_NANOS = 10_000_000_000L;
  private static final int STEPS_PER_BATCH = 500;
  private static final int QUEUED_BATCHES = 32;

  private final BlockingQueue<List<S>> queue = new ArrayBlockingQueue<>(QUEUED_BATCHES);
  private final AtomicLong taken = new AtomicLong();
  private final Runnable stuck;
  private volatile boolean over;
  private List<S> filling = new ArrayList<>(STEPS_PER_BATCH);
  private long handedOver;
  private long seenTaken = -1;
  private long seenAt;

  /**
   * @param stuck to be done when one step has no end for ten seconds and the other thread waits
   */
  Handover(Runnable stuck) {
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
    long done = taken.get();
    long now = System.nanoTime();
    if (done != seenTaken) {
      seenTaken = done;
      seenAt = now;
    }
    return now - seenAt > PATIENCE_NANOS;
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
