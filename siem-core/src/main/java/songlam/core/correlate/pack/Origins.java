package songlam.core.correlate.pack;

import java.util.LinkedHashMap;
import java.util.Map;
import songlam.core.correlate.window.StateReader;
import songlam.core.correlate.window.StateWriter;

/**
 * How far the clocks of those who send have come. Each origin (the host behind a relay, an
 * exporter, a camera) has its own; one that has been silent for two seconds of reception does not
 * hold the others back, and neither does one whose clock is behind the leading one by more than a
 * moment: what it sends is late. All times come from the journal.
 */
final class Origins {
  private static final long IDLE_MILLIS = 2_000;
  private static final long FORGET_MILLIS = 600_000;
  private static final long COMPUTE_EVERY = 50;

  /** A source that was silent for so long is learned anew. */
  private static final long UNLEARN_MILLIS = 86_400_000;

  private final Map<String, Clock> clocks = new LinkedHashMap<>();
  private final Map<String, Punctuality> sources = new LinkedHashMap<>();
  private final Hold hold = new Hold();
  private final boolean live;
  private long at = Long.MIN_VALUE;
  private long watermark = Long.MIN_VALUE;
  private long computedAt = Long.MIN_VALUE;
  private long sweptAt = Long.MIN_VALUE;
  private long waited = Long.MIN_VALUE;
  private long led = Long.MIN_VALUE;

  private static final class Clock {
    private long reached = Long.MIN_VALUE;
    private long heardAt = Long.MIN_VALUE;
    private final String input;
    private Punctuality source;

    Clock(String input, Punctuality source) {
      this.input = input;
      this.source = source;
    }
  }

  /**
   * @param live whether event times keep pace with reception; in a backfill they have their own
   */
  Origins(boolean live) {
    this.live = live;
  }

  /**
   * @param source the input it came through: how late it comes is learned for each
   * @param lateness bound of the source's type
   */
  void heard(String source, String origin, long eventTime, long receivedAt, long lateness) {
    at = Math.max(at, receivedAt);
    Clock clock = clocks.get(origin);
    if (clock == null) {
      clock = new Clock(source, punctuality(source, lateness));
      clocks.put(origin, clock);
    } else if (clock.source.bound() != lateness) {
      clock.source = punctuality(source, lateness);
    }
    clock.source.heard(at, waited == Long.MIN_VALUE ? 0 : waited - eventTime);
    clock.reached = Math.max(clock.reached, eventTime);
    clock.heardAt = at;
    long reached = Math.min(clock.reached, at);
    led = Math.max(led, reached);
    hold.leads(at, led);
    hold.heard(at, reached + clock.source.waits());
  }

  private Punctuality punctuality(String source, long bound) {
    return sources.computeIfAbsent(source + '/' + bound, _ -> new Punctuality(bound));
  }

  /** The event time before which nothing on-time is expected any more; it never falls. */
  long watermark(long receivedAt) {
    at = Math.max(at, receivedAt);
    if (computedAt != Long.MIN_VALUE && at - computedAt < COMPUTE_EVERY) {
      return watermark;
    }
    computedAt = at;
    if (sweptAt == Long.MIN_VALUE || at - sweptAt > FORGET_MILLIS / 10) {
      sweptAt = at;
      clocks.values().removeIf(clock -> at - clock.heardAt > FORGET_MILLIS);
      sources.values().removeIf(source -> at - source.heardAt() > UNLEARN_MILLIS);
    }
    watermark = Math.max(watermark, live ? paced() : own());
    return watermark;
  }

  /** Waits for whoever keeps up, and as long as the latest of those heard of lately needs. */
  private long paced() {
    long leading = Long.MIN_VALUE;
    long least = Long.MAX_VALUE;
    for (Clock clock : clocks.values()) {
      if (at - clock.heardAt <= IDLE_MILLIS) {
        long reached = Math.min(clock.reached, at);
        leading = Math.max(leading, reached);
        least = Math.min(least, reached);
      }
    }
    led = leading;
    hold.leads(at, leading);
    long reached = leading == Long.MIN_VALUE ? at - IDLE_MILLIS : Math.max(least, hold.reached(at));
    waited = Math.max(waited, reached);
    return reached - lateness();
  }

  private long lateness() {
    long lateness = 0;
    for (Punctuality source : sources.values()) {
      if (at - source.heardAt() <= FORGET_MILLIS) {
        lateness = Math.max(lateness, source.waits());
      }
    }
    return lateness;
  }

  /** Goes by event times alone; when all are silent, to the latest of them. */
  private long own() {
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    for (Clock clock : clocks.values()) {
      most = Math.max(most, clock.reached);
      if (at - clock.heardAt <= IDLE_MILLIS) {
        least = Math.min(least, clock.reached - clock.source.bound());
      }
    }
    return least == Long.MAX_VALUE ? most : least;
  }

  void save(StateWriter out) {
    out.number(at).number(watermark).number(computedAt).number(sweptAt).number(waited);
    out.number(led);
    hold.save(out);
    out.number(sources.size());
    sources.forEach((name, source) -> source.save(out.text(name)));
    out.number(clocks.size());
    clocks.forEach(
        (origin, clock) ->
            out.text(origin)
                .text(clock.input)
                .number(clock.source.bound())
                .number(clock.reached)
                .number(clock.heardAt));
  }

  void restore(StateReader in) {
    at = in.number();
    watermark = in.number();
    computedAt = in.number();
    sweptAt = in.number();
    waited = in.number();
    led = in.number();
    hold.restore(in);
    for (long left = in.number(); left > 0; left--) {
      sources.put(in.text(), Punctuality.read(in));
    }
    for (long left = in.number(); left > 0; left--) {
      String origin = in.text();
      String source = in.text();
      Clock clock = new Clock(source, punctuality(source, in.number()));
      clocks.put(origin, clock);
      clock.reached = in.number();
      clock.heardAt = in.number();
    }
  }
}
