package songlam.core.store.opensearch;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import songlam.testing.SharedOpenSearch;

/** What the connections to the store cost. */
class TransportsIT {
  private static final int CALLS = 100;

  @Test
  void callsShareConnections() {
    try (StoreClient client = new StoreClient(SharedOpenSearch.address())) {
      OpenSearchAlertStore alerts = new OpenSearchAlertStore(client);
      long before = opened(client);
      for (int i = 0; i < CALLS; i++) {
        alerts.get(List.of("none-" + i));
      }
      long made = opened(client) - before;
      assertTrue(made < CALLS / 10, made + " connections for " + CALLS + " calls");
    }
  }

  /** Connections that the server has ever taken. */
  private static long opened(StoreClient client) {
    long opened = 0;
    for (var node : client.get("/_nodes/stats/http", Map.of()).path("nodes")) {
      opened += node.path("http").path("total_opened").asLong();
    }
    assertTrue(opened > 0, "the server counts connections");
    return opened;
  }
}
