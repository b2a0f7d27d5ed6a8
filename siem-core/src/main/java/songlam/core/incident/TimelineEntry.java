package songlam.core.incident;

import java.util.List;
import org.jspecify.annotations.Nullable;
import songlam.core.event.Text;

/**
 * One line of an incident's story.
 *
 * @param at when it happened, milliseconds since the epoch
 * @param kind {@code alert}, {@code note} or {@code action}
 * @param text what happened
 * @param by the account that acted, null for the machine
 * @param alert the alert's id, null when it is not about one
 * @param events document ids behind it
 */
public record TimelineEntry(
    long at,
    String kind,
    Text text,
    @Nullable String by,
    @Nullable String alert,
    List<String> events) {
  public TimelineEntry {
    events = List.copyOf(events);
  }
}
