package songlam.core.store.opensearch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import songlam.core.store.DataSet;

/**
 * One index of events as it is now.
 *
 * @param uuid tells it from one of the same name before it
 * @param bytes on disk, with copies
 * @param createdAt wall clock, milliseconds
 */
record EventIndex(String name, String uuid, long bytes, long createdAt) {
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

  /** Why an index had to go. */
  enum Why {
    AGE,
    SIZE;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static List<EventIndex> all(StoreClient client) {
    List<EventIndex> indices = new ArrayList<>();
    client
        .get(
            "/_cat/indices/" + EventIndices.ALL,
            Map.of("format", "json", "bytes", "b", "h", "index,uuid,store.size,creation.date"))
        .forEach(
            row ->
                indices.add(
                    new EventIndex(
                        row.path("index").asText(),
                        row.path("uuid").asText(),
                        row.path("store.size").asLong(),
                        row.path("creation.date").asLong())));
    return indices;
  }

  boolean isOf(DataSet set) {
    return name.startsWith(EventIndices.PREFIX + set.label() + "-");
  }

  /** When nothing more can have gone in: an index is written for a day at most. */
  long closedAt() {
    return createdAt + DAY_MILLIS;
  }
}
