package songlam.core.correlate.window;

import org.jspecify.annotations.Nullable;
import songlam.core.event.Event;
import songlam.core.event.EventId;

/**
 * An event that made a condition hold.
 *
 * @param time event time, milliseconds
 * @param stage {@link #BEFORE} or {@link #THEN} within a sequence, else empty
 * @param event the event itself, null for one that is only counted
 */
public record Contribution(EventId id, long time, String stage, @Nullable Event event) {
  /** It counted towards the sequence. */
  public static final String BEFORE = "before";

  /** It completed the sequence. */
  public static final String THEN = "then";

  static Contribution of(Event event) {
    return new Contribution(event.id(), event.timestamp(), "", event);
  }
}
