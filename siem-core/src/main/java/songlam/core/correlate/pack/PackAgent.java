package songlam.core.correlate.pack;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import songlam.core.pipeline.Detected;

/**
 * Owns a pack's thread: all that touches the pack's sessions happens on it. A pack that throws is
 * switched off and reported; the others go on.
 */
final class PackAgent {
  private static final Logger LOG = LoggerFactory.getLogger(PackAgent.class);
  private static final int QUEUED = 16_384;
  private static final long SAFE_EVERY_NANOS = 1_000_000_000L;

  private final PackEngine engine;
  private final BlockingQueue<Step> queue = new ArrayBlockingQueue<>(QUEUED);
  private final BiConsumer<String, Throwable> failed;
  private final Thread thread;
  private volatile long safe;
  private volatile boolean closing;
  private volatile boolean off;
  private long lastOffset;
  private long safeAt;

  private sealed interface Step {
    record Happened(Detected detected) implements Step {}

    record Ticked(long offset, long at) implements Step {}
  }

  /**
   * @param startAt journal offset from which the agent is fed
   * @param failed hears of the pack's end, with its id
   */
  PackAgent(PackEngine engine, long startAt, BiConsumer<String, Throwable> failed) {
    this.engine = engine;
    this.safe = startAt;
    this.failed = failed;
    this.thread = Thread.ofPlatform().name("pack-" + engine.pack().id()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Waits while the queue is full. */
  void accept(Detected detected) {
    if (!off && engine.wants(detected)) {
      put(new Step.Happened(detected));
    }
  }

  void tick(long offset, long at) {
    if (!off) {
      put(new Step.Ticked(offset, at));
    }
  }

  long safeOffset(long upTo) {
    return off ? upTo : Math.min(safe, upTo);
  }

  private void put(Step step) {
    try {
      while (!queue.offer(step, 100, TimeUnit.MILLISECONDS)) {
        if (off || closing) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!closing || !queue.isEmpty()) {
        Step step = queue.poll(100, TimeUnit.MILLISECONDS);
        if (step != null) {
          take(step);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | StackOverflowError e) {
      off = true;
      queue.clear();
      LOG.error("pack {} is switched off", engine.pack().id(), e);
      failed.accept(engine.pack().id(), e);
    } finally {
      engine.close();
    }
  }

  private void take(Step step) {
    switch (step) {
      case Step.Happened(Detected detected) -> {
        engine.on(detected);
        lastOffset = detected.offset();
      }
      case Step.Ticked(long offset, long at) -> {
        engine.tick(at);
        lastOffset = offset;
        long now = System.nanoTime();
        if (now - safeAt > SAFE_EVERY_NANOS) {
          safeAt = now;
          safe = engine.safeOffset(lastOffset);
        }
      }
    }
  }

  void close() throws InterruptedException {
    closing = true;
    thread.join();
  }
}
