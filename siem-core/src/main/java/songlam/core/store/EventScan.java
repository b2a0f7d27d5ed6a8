package songlam.core.store;

import songlam.core.query.Query;

/**
 * Which stored events to go through.
 *
 * @param query which ones; may ask for more than is wanted
 * @param from event time, milliseconds, included
 * @param to event time, milliseconds, not included
 */
public record EventScan(Query query, long from, long to) {
  public EventScan {
    if (from > to) {
      throw new IllegalArgumentException("from: " + from + " (expected: at most to=" + to + ")");
    }
  }
}
