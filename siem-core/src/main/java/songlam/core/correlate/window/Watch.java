package songlam.core.correlate.window;

import java.util.function.Consumer;

/**
 * One operator at work on one stream in event-time order. For one thread; its answers depend on
 * nothing but what it was given.
 */
public interface Watch {
  /** Keys kept at once; the one longest untouched goes first, and is counted. */
  int MOST_KEYS = 200_000;

  /** The next event; sightings go out at once. */
  void on(Happening happening, Consumer<Sighting> out);

  /** Event time has come to here. */
  void advance(long time, Consumer<Sighting> out);

  /** The oldest offset this operator's open state rests on; {@code none} when nothing is open. */
  long safeOffset(long none);

  /** Keys that had to be let go for want of room. */
  long evicted();

  /** The operator for a condition. */
  static Watch of(Condition condition) {
    return switch (condition.kind()) {
      case THRESHOLD, SEQUENCE -> new ThresholdWatch(condition);
      case SILENCE -> new SilenceWatch(condition);
      case DEADLINE -> new DeadlineWatch(condition);
      case RATE -> new RateWatch(condition);
      case RHYTHM -> new RhythmWatch(condition);
    };
  }
}
