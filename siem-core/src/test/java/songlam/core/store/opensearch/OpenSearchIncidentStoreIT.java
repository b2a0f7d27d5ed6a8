package songlam.core.store.opensearch;

import songlam.core.store.IncidentStore;
import songlam.core.store.IncidentStoreContract;

class OpenSearchIncidentStoreIT implements IncidentStoreContract {
  @Override
  public IncidentStore store() {
    return new OpenSearchIncidentStore(FreshStore.client());
  }
}
