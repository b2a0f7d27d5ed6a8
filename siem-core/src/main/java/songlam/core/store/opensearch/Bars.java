package songlam.core.store.opensearch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.opensearch.client.opensearch._types.aggregations.Aggregate;
import org.opensearch.client.opensearch._types.aggregations.DateHistogramBucket;
import org.opensearch.client.opensearch.core.SearchRequest;
import org.opensearch.client.opensearch.core.SearchResponse;
import songlam.core.store.EventPage;
import songlam.core.store.EventSearch;

/** Events per span of time; the store names the spans that are not empty, the rest is filled in. */
final class Bars {
  private static final String NAME = "bars";

  private Bars() {}

  static void ask(SearchRequest.Builder request, EventSearch search) {
    long width = width(search);
    request.aggregations(
        NAME,
        a ->
            a.dateHistogram(
                h ->
                    h.field("@timestamp")
                        .fixedInterval(i -> i.time(width + "ms"))
                        .offset(o -> o.time(Math.floorMod(search.from(), width) + "ms"))
                        .minDocCount(1)));
  }

  static List<EventPage.Bar> read(SearchResponse<ObjectNode> found, EventSearch search) {
    Map<Long, Long> counts = new HashMap<>();
    Aggregate bars = found.aggregations().get(NAME);
    if (bars != null) {
      for (DateHistogramBucket bucket : bars.dateHistogram().buckets().array()) {
        counts.put(bucket.key(), bucket.docCount());
      }
    }
    List<EventPage.Bar> all = new ArrayList<>();
    long width = width(search);
    for (long at = search.from(); at < search.to(); at += width) {
      all.add(new EventPage.Bar(at, counts.getOrDefault(at, 0L)));
    }
    return all;
  }

  /** Milliseconds of one bar, at least one. */
  private static long width(EventSearch search) {
    return Math.max(1, Math.ceilDiv(search.to() - search.from(), (long) search.buckets()));
  }
}
