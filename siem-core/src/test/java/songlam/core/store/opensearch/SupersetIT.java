package songlam.core.store.opensearch;

import songlam.core.rule.trial.SupersetContract;
import songlam.core.store.EventStore;

class SupersetIT implements SupersetContract {
  @Override
  public EventStore store() {
    return new OpenSearchEventStore(FreshStore.client());
  }

  @Override
  public int rules() {
    return 120;
  }
}
