package songlam.console;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import songlam.core.correlate.Alert;
import songlam.core.incident.Triage;
import songlam.core.pipeline.StoreAwayException;
import songlam.core.store.AlertSearch;
import songlam.core.store.AlertStore;
import songlam.core.store.Page;
import songlam.core.store.StoredAlert;

/** A store of alerts that never answers. */
final class AlertStoreAway implements AlertStore {
  @Override
  public void put(List<Alert> alerts) {
    throw away();
  }

  @Override
  public Optional<StoredAlert> get(String id) {
    throw away();
  }

  @Override
  public StoredAlert triage(String id, Triage triage, String version) {
    throw away();
  }

  @Override
  public void link(List<String> ids, String incident) {
    throw away();
  }

  @Override
  public void mute(String id, boolean muted) {
    throw away();
  }

  @Override
  public Page<StoredAlert> search(AlertSearch search) {
    throw away();
  }

  @Override
  public Map<String, Long> countByRule(long from, long to) {
    throw away();
  }

  @Override
  public void refresh() {
    throw away();
  }

  private static StoreAwayException away() {
    return new StoreAwayException("the store is away: test", new IllegalStateException("test"));
  }
}
