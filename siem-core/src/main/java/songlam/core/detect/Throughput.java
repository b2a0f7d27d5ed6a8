package songlam.core.detect;

import java.util.List;
import java.util.function.LongSupplier;
import songlam.core.event.Event;

/**
 * How fast a detector is on one thread.
 *
 * @param events that were given to it
 * @param findings that it made of them
 * @param nanos it took
 */
public record Throughput(long events, long findings, long nanos) {
  /** Events that pass between two looks at the clock. */
  private static final int STRIDE = 1_000;

  /**
   * Gives the events to the detector, over and over, for this long.
   *
   * @param sample not empty
   * @param spanNanos how long
   * @param nanoClock such as {@code System::nanoTime}
   */
  public static Throughput measure(
      Detector detector, List<Event> sample, long spanNanos, LongSupplier nanoClock) {
    long start = nanoClock.getAsLong();
    long events = 0;
    long findings = 0;
    int next = 0;
    long now = start;
    while (now - start < spanNanos) {
      for (int i = 0; i < STRIDE; i++) {
        findings += detector.detect(sample.get(next)).size();
        next = next + 1 == sample.size() ? 0 : next + 1;
      }
      events += STRIDE;
      now = nanoClock.getAsLong();
    }
    return new Throughput(events, findings, now - start);
  }

  public double eventsPerSecond() {
    return events * 1e9 / nanos;
  }
}
