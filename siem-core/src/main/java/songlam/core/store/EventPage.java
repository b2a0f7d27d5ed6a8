package songlam.core.store;

import java.util.List;
import org.jspecify.annotations.Nullable;
import songlam.core.event.Event;

/**
 * @param total events that match, exactly
 * @param cursor for the next page, null when this is the last
 * @param items youngest first
 * @param histogram events per span of time, every span, empty when not asked for
 */
public record EventPage(
    long total, @Nullable String cursor, List<Event> items, List<Bar> histogram) {
  public EventPage {
    items = List.copyOf(items);
    histogram = List.copyOf(histogram);
  }

  /**
   * @param at start of the span, milliseconds
   * @param count events in it
   */
  public record Bar(long at, long count) {}
}
