package songlam.core.store.opensearch;

import java.time.Clock;
import songlam.core.store.DocumentStore;
import songlam.core.store.DocumentStoreContract;

class OpenSearchDocumentStoreIT implements DocumentStoreContract {
  @Override
  public DocumentStore store() {
    return new OpenSearchDocumentStore(FreshStore.client(), Clock.systemUTC());
  }
}
