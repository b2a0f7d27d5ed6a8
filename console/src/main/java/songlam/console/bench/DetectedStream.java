package songlam.console.bench;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import songlam.core.detect.Detector;
import songlam.core.event.Event;

/**
 * Events that go through the detector in force on a thread of their own, over and over, until this
 * is closed.
 */
final class DetectedStream implements AutoCloseable {
  private static final int STRIDE = 50;

  private final AtomicReference<Detector> inForce;
  private final List<Event> events;
  private final AtomicLong seen = new AtomicLong();
  private final AtomicLong pause = new AtomicLong();
  private final AtomicReference<@Nullable Sought> sought = new AtomicReference<>();
  private final Thread thread = new Thread(this::run, "stream");
  private volatile boolean isOver;

  /**
   * An event among the others that a rule is to find.
   *
   * @param found completes with {@link System#nanoTime} once it has
   */
  private record Sought(Event event, String rule, CompletableFuture<Long> found) {}

  /**
   * Begins.
   *
   * @param inForce asked for each event, as the pipeline asks
   * @param events not empty
   */
  DetectedStream(AtomicReference<Detector> inForce, List<Event> events) {
    this.inForce = inForce;
    this.events = events;
    thread.start();
  }

  /** Events that have gone through. */
  long seen() {
    return seen.get();
  }

  /** The longest time between fifty events and the next fifty since this was asked, ms. */
  double longestPauseMillis() {
    return pause.getAndSet(0) / 1e6;
  }

  /**
   * Puts this event among every fifty from now on, until the rule finds it.
   *
   * @return completes with {@link System#nanoTime} then
   */
  CompletableFuture<Long> seek(Event event, String rule) {
    CompletableFuture<Long> found = new CompletableFuture<>();
    sought.set(new Sought(event, rule, found));
    return found;
  }

  /** Whether the rule finds the event with the detector in force. */
  boolean isFound(Event event, String rule) {
    return inForce.get().detect(event).stream().anyMatch(ref -> ref.id().equals(rule));
  }

  private void run() {
    int next = 0;
    long last = System.nanoTime();
    while (!isOver) {
      for (int i = 0; i < STRIDE; i++) {
        inForce.get().detect(events.get(next));
        next = next + 1 == events.size() ? 0 : next + 1;
      }
      look();
      long now = System.nanoTime();
      pause.accumulateAndGet(now - last, Math::max);
      last = now;
      seen.addAndGet(STRIDE);
    }
  }

  private void look() {
    Sought asked = sought.get();
    if (asked != null && isFound(asked.event(), asked.rule())) {
      asked.found().complete(System.nanoTime());
      sought.set(null);
    }
  }

  @Override
  public void close() {
    isOver = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
