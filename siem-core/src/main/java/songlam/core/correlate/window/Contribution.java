package songlam.core.correlate.window;

import org.jspecify.annotations.Nullable;
import songlam.core.event.Event;

/**
 * An event that made a condition hold.
 *
 * @param document id of the event in the store: the client's own when it gave one
 * @param time event time, milliseconds
 * @param stage {@link #BEFORE} or {@link #THEN} within a sequence, else empty
 * @param event the event itself, null for one that is only counted
 */
public record Contribution(String document, long time, String stage, @Nullable Event event) {
  /** It counted towards the sequence. */
  public static final String BEFORE = "before";

  /** It completed the sequence. */
  public static final String THEN = "then";

  static Contribution of(Event event) {
    return new Contribution(event.documentId(), event.timestamp(), "", event);
  }
}
