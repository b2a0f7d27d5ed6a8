package songlam.core.store.opensearch;

import java.util.Map;
import java.util.TreeMap;
import org.opensearch.client.opensearch._types.aggregations.Aggregate;
import org.opensearch.client.opensearch._types.aggregations.StringTermsBucket;
import org.opensearch.client.opensearch.core.SearchRequest;

/** How many documents have each value of a field, counted by the store. */
final class Terms {
  private static final String NAME = "terms";
  private static final int MOST = 10_000;

  private Terms() {}

  static SearchRequest.Builder ask(String field) {
    return new SearchRequest.Builder()
        .size(0)
        .aggregations(NAME, a -> a.terms(t -> t.field(field).size(MOST)));
  }

  /** The counts by value; empty when nothing is stored. */
  static Map<String, Long> read(Map<String, Aggregate> answer) {
    Map<String, Long> counts = new TreeMap<>();
    Aggregate terms = answer.get(NAME);
    if (terms != null && terms.isSterms()) {
      for (StringTermsBucket bucket : terms.sterms().buckets().array()) {
        counts.put(bucket.key(), bucket.docCount());
      }
    }
    return counts;
  }
}
