package songlam.console;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Small work that comes round every few seconds, all on one thread. */
final class Chores implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Chores.class);

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("chores").daemon().factory());

  /** Does the work again and again; a failure is logged and the next round comes all the same. */
  Chores every(long seconds, Runnable work) {
    thread.scheduleWithFixedDelay(() -> attempt(work), seconds, seconds, TimeUnit.SECONDS);
    return this;
  }

  private static void attempt(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.warn("a chore failed: {}", e.toString());
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
