package songlam.collectors.listen.feed;

import java.util.Map;

/**
 * @param source name of this input
 * @param feeds name of each paper and the address of its feed
 * @param everyMillis how often each is asked
 * @param maxBytes longer answers are rejected
 */
public record FeedConfig(String source, Map<String, String> feeds, long everyMillis, int maxBytes) {
  public FeedConfig {
    feeds = Map.copyOf(feeds);
    if (everyMillis < 1_000) {
      throw new IllegalArgumentException("every: " + everyMillis + " ms (expected: at least 1 s)");
    }
  }
}
