package songlam.core.store.opensearch;

import songlam.core.store.AlertStore;
import songlam.core.store.AlertStoreContract;

class OpenSearchAlertStoreIT implements AlertStoreContract {
  @Override
  public AlertStore store() {
    return new OpenSearchAlertStore(FreshStore.client());
  }
}
