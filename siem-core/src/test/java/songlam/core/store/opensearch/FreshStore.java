package songlam.core.store.opensearch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import songlam.testing.SharedOpenSearch;

/** The shared server, emptied of what tests before left. */
final class FreshStore {
  private static StoreClient client;

  private FreshStore() {}

  static synchronized StoreClient client() {
    if (client == null) {
      client = new StoreClient(SharedOpenSearch.address());
    }
    empty(client);
    return client;
  }

  /** Names of the indices that fit. */
  static List<String> names(String pattern) {
    List<String> names = new ArrayList<>();
    client
        .get("/_cat/indices/" + pattern, Map.of("format", "json", "h", "index"))
        .forEach(index -> names.add(index.path("index").asText()));
    return names;
  }

  /** Removes all documents and indices of events. */
  static void empty(StoreClient client) {
    client.ensureSchema();
    for (var index :
        client.get("/_cat/indices/songlam-*", Map.of("format", "json", "h", "index"))) {
      String name = index.path("index").asText();
      client.require("DELETE", "/" + name, Map.of(), StoreClient.JSON.missingNode());
      if (!name.startsWith(EventIndices.PREFIX)) {
        client.require("PUT", "/" + name, Map.of(), StoreClient.JSON.missingNode());
      }
    }
  }
}
