package songlam.core.correlate.window;

import java.util.function.Consumer;
import java.util.function.Predicate;
import songlam.core.event.Event;

/**
 * One operator at work on one stream in event-time order. For one thread; its answers depend on
 * nothing but what it was given. Each event is handed over in at most one sighting.
 */
public interface Watch {
  /** Keys kept at once; the one longest untouched goes first, and is counted. */
  int MOST_KEYS = 200_000;

  /** Events of one key kept whole, the latest ones; older ones are only counted. */
  int KEPT_WHOLE = 50;

  /** The next event; sightings go out at once. */
  void on(Event event, Consumer<Sighting> out);

  /**
   * An event that came too late. A watch that judges such by itself ({@link Lateness#LIVE}) answers
   * as if the event had come before all that has; one whose answers rest on a long past counts it
   * to that.
   *
   * @param now event time the stream has come to, milliseconds
   */
  default void late(Event event, long now, Consumer<Sighting> out) {}

  /**
   * What it knew of some keys at an earlier event time, for a second look at what came late.
   *
   * @param keys which of them
   */
  default Past asOf(Past.Since since, Predicate<String> keys) {
    return Past.NONE;
  }

  /** Event time has come to here; called at whole seconds of event time. */
  void advance(long time, Consumer<Sighting> out);

  /** The event time at which {@link #advance} has something to say, if no event comes before. */
  long due();

  /** Keys that had to be let go for want of room. */
  long evicted();

  /** Writes all its state. */
  void save(StateWriter out);

  /** Takes the state of a watch of the same condition over; for a fresh one. */
  void restore(StateReader in);

  /** The operator for a question. */
  static Watch of(Watched watched) {
    return switch (watched) {
      case Condition condition -> of(condition);
      case Correlated correlated -> new CorrelatedWatch(correlated);
      case Swing swing -> new SwingWatch(swing);
      case Novelty novelty -> new NoveltyWatch(novelty);
      case Slump slump -> new SlumpWatch(slump);
      case Cluster cluster -> new ClusterWatch(cluster);
    };
  }

  private static Watch of(Condition condition) {
    return switch (condition.kind()) {
      case THRESHOLD, SEQUENCE -> new ThresholdWatch(condition);
      case SILENCE -> new SilenceWatch(condition);
      case DEADLINE -> new DeadlineWatch(condition);
      case RATE -> new RateWatch(condition);
      case RHYTHM -> new RhythmWatch(condition);
    };
  }
}
