package songlam.core.correlate.pack;

import java.util.HashMap;
import java.util.Map;

/**
 * How far the clocks of those who send have come. Each origin (the host behind a relay, an
 * exporter, a camera) has its own; one that has been silent for two seconds of reception does not
 * hold the others back. All times come from the journal.
 */
final class Origins {
  private static final long IDLE_MILLIS = 2_000;
  private static final long AHEAD_MILLIS = 5_000;
  private static final long FORGET_MILLIS = 3_600_000;
  private static final long COMPUTE_EVERY = 50;

  private final Map<String, Clock> clocks = new HashMap<>();
  private long watermark = Long.MIN_VALUE;
  private long computedAt = Long.MIN_VALUE;
  private long sweptAt = Long.MIN_VALUE;

  private static final class Clock {
    private long reached = Long.MIN_VALUE;
    private long heardAt;
    private long lateness;
  }

  void heard(String origin, long eventTime, long receivedAt, long lateness) {
    Clock clock = clocks.computeIfAbsent(origin, _ -> new Clock());
    clock.reached = Math.max(clock.reached, Math.min(eventTime, receivedAt + AHEAD_MILLIS));
    clock.heardAt = Math.max(clock.heardAt, receivedAt);
    clock.lateness = lateness;
  }

  /** The event time before which nothing on-time is expected any more; it never falls. */
  long watermark(long receivedAt) {
    if (computedAt != Long.MIN_VALUE && receivedAt - computedAt < COMPUTE_EVERY) {
      return watermark;
    }
    computedAt = receivedAt;
    long least = Long.MAX_VALUE;
    for (Clock clock : clocks.values()) {
      if (receivedAt - clock.heardAt <= IDLE_MILLIS) {
        least = Math.min(least, clock.reached - clock.lateness);
      }
    }
    if (least == Long.MAX_VALUE) {
      least = receivedAt - IDLE_MILLIS;
    }
    watermark = Math.max(watermark, least);
    if (receivedAt - sweptAt > FORGET_MILLIS || sweptAt == Long.MIN_VALUE) {
      sweptAt = receivedAt;
      clocks.values().removeIf(clock -> receivedAt - clock.heardAt > FORGET_MILLIS);
    }
    return watermark;
  }
}
