package songlam.core.store;

import org.jspecify.annotations.Nullable;
import songlam.core.query.Query;

/**
 * What to look for.
 *
 * @param query which events
 * @param from event time, milliseconds, included
 * @param to event time, milliseconds, not included
 * @param size most events on the page, 0 to 1,000
 * @param cursor where the last page ended, null for the first
 * @param buckets bars of the histogram over from–to, 0 for none, at most 500
 */
public record EventSearch(
    Query query, long from, long to, int size, @Nullable String cursor, int buckets) {
  public static final int LARGEST_PAGE = 1_000;
  public static final int MOST_BUCKETS = 500;

  public EventSearch {
    Limits.within("size", size, 0, LARGEST_PAGE);
    Limits.within("buckets", buckets, 0, MOST_BUCKETS);
    if (from > to) {
      throw new IllegalArgumentException("from: " + from + " (expected: at most to=" + to + ")");
    }
    if (buckets > 0 && to - from < 0) {
      throw new IllegalArgumentException("from, to: all of time (expected: a span for the bars)");
    }
  }
}
