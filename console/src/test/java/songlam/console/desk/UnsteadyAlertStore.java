package songlam.console.desk;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import songlam.core.correlate.Alert;
import songlam.core.incident.Triage;
import songlam.core.pipeline.StoreAwayException;
import songlam.core.store.AlertSearch;
import songlam.core.store.AlertStore;
import songlam.core.store.Page;
import songlam.core.store.StoredAlert;

/** A store that is away when a test says so, and takes its time to write. */
final class UnsteadyAlertStore implements AlertStore {
  boolean isAway;

  /** Whether the next change of mutes is made and not answered. */
  boolean losesAnswer;

  /** Goes on between the judgement of what is muted and the writing. */
  Runnable whileWriting = () -> {};

  private final AlertStore store;

  UnsteadyAlertStore(AlertStore store) {
    this.store = store;
  }

  @Override
  public List<StoredAlert> put(List<Alert> alerts, Predicate<Alert> muted) {
    Set<String> held = new HashSet<>();
    alerts.stream().filter(muted).forEach(alert -> held.add(alert.id()));
    whileWriting.run();
    return there().put(alerts, alert -> held.contains(alert.id()));
  }

  @Override
  public Map<String, StoredAlert> get(Collection<String> ids) {
    return there().get(ids);
  }

  @Override
  public StoredAlert triage(String id, Triage triage, String version) {
    return there().triage(id, triage, version);
  }

  @Override
  public List<StoredAlert> link(Map<String, String> incidents) {
    return there().link(incidents);
  }

  @Override
  public List<StoredAlert> mute(Collection<String> ids, boolean muted) {
    List<StoredAlert> done = there().mute(ids, muted);
    if (losesAnswer) {
      losesAnswer = false;
      throw new StoreAwayException("the answer is lost: test", new IllegalStateException("test"));
    }
    return done;
  }

  @Override
  public Page<StoredAlert> search(AlertSearch search) {
    return there().search(search);
  }

  @Override
  public Map<String, Long> countByRule(long from, long to) {
    return there().countByRule(from, to);
  }

  @Override
  public void refresh() {
    there().refresh();
  }

  private AlertStore there() {
    if (isAway) {
      throw new StoreAwayException("the store is away: test", new IllegalStateException("test"));
    }
    return store;
  }
}
