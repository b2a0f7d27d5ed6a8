package songlam.console;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
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
  public List<StoredAlert> put(List<Alert> alerts, Predicate<Alert> muted) {
    throw away();
  }

  @Override
  public Map<String, StoredAlert> get(Collection<String> ids) {
    throw away();
  }

  @Override
  public StoredAlert triage(String id, Triage triage, String version) {
    throw away();
  }

  @Override
  public List<StoredAlert> link(Map<String, String> incidents) {
    throw away();
  }

  @Override
  public List<StoredAlert> mute(Collection<String> ids, boolean muted) {
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
