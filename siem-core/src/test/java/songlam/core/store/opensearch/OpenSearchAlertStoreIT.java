package songlam.core.store.opensearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import songlam.core.event.Severity;
import songlam.core.pipeline.StoreAwayException;
import songlam.core.store.AlertStore;
import songlam.core.store.AlertStoreContract;
import songlam.testing.SharedOpenSearch;

class OpenSearchAlertStoreIT implements AlertStoreContract {
  @Override
  public AlertStore store() {
    return new OpenSearchAlertStore(FreshStore.client());
  }

  /** A store that has just come up answers, but not yet for every shard. */
  @Test
  void anAlertThatCannotBeReadNowIsWaitedForAndNotRefused() {
    AlertStore store = store();
    store.put(List.of(AlertStoreContract.alert("a", Severity.HIGH, 1_000, 5)), _ -> false);
    block(true);
    try {
      assertThrows(StoreAwayException.class, () -> store.get(List.of("a", "b")));
    } finally {
      block(false);
    }
    assertEquals(1, store.get(List.of("a", "b")).size());
  }

  private static void block(boolean reads) {
    ObjectNode settings = StoreClient.object().put("index.blocks.read", reads);
    String path = "/" + PlainIndex.ALERTS.indexName() + "/_settings";
    new StoreClient(SharedOpenSearch.address()).require("PUT", path, Map.of(), settings);
  }
}
