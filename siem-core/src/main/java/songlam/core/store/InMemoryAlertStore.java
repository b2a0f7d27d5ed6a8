package songlam.core.store;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import songlam.core.correlate.Alert;
import songlam.core.event.Words;
import songlam.core.incident.Triage;
import songlam.core.incident.TriageState;

/** Alerts in memory, for tests and backtests. */
public final class InMemoryAlertStore implements AlertStore {
  private static final Comparator<StoredAlert> YOUNGEST =
      Comparator.comparingLong((StoredAlert a) -> -a.alert().lastSeen())
          .thenComparing(a -> a.alert().id());
  private static final Comparator<StoredAlert> MOST_URGENT =
      Comparator.comparing((StoredAlert a) -> a.triage().state() == TriageState.CLOSED)
          .thenComparing(a -> a.alert().severity(), Comparator.reverseOrder())
          .thenComparing(YOUNGEST);

  private final Map<String, StoredAlert> alerts = new TreeMap<>();

  @Override
  public synchronized List<StoredAlert> put(List<Alert> grown, Predicate<Alert> muted) {
    for (Alert alert : grown) {
      StoredAlert old = alerts.get(alert.id());
      boolean kept = muted.test(alert);
      alerts.put(
          alert.id(),
          old == null
              ? new StoredAlert(alert, Triage.NEW, kept, null, "1")
              : new StoredAlert(alert, old.triage(), kept, old.incident(), old.version()));
    }
    return stored(grown.stream().map(Alert::id).toList());
  }

  @Override
  public synchronized Map<String, StoredAlert> get(Collection<String> ids) {
    Map<String, StoredAlert> found = new LinkedHashMap<>();
    stored(ids).forEach(stored -> found.put(stored.alert().id(), stored));
    return found;
  }

  private List<StoredAlert> stored(Collection<String> ids) {
    return ids.stream().filter(alerts::containsKey).map(alerts::get).toList();
  }

  @Override
  public synchronized StoredAlert triage(String id, Triage triage, String version) {
    StoredAlert old = alerts.get(id);
    if (old == null) {
      throw new NoSuchElementException("alert " + id + " is not stored");
    }
    if (!old.version().equals(version)) {
      throw new VersionConflictException(id, version, old.version());
    }
    String next = Long.toString(Long.parseLong(version) + 1);
    StoredAlert changed = new StoredAlert(old.alert(), triage, old.muted(), old.incident(), next);
    alerts.put(id, changed);
    return changed;
  }

  @Override
  public synchronized List<StoredAlert> link(Map<String, String> incidents) {
    incidents.forEach(
        (id, incident) ->
            change(
                id, a -> new StoredAlert(a.alert(), a.triage(), a.muted(), incident, a.version())));
    return stored(incidents.keySet());
  }

  @Override
  public synchronized List<StoredAlert> mute(Collection<String> ids, boolean muted) {
    ids.forEach(
        id ->
            change(
                id, a -> new StoredAlert(a.alert(), a.triage(), muted, a.incident(), a.version())));
    return stored(ids);
  }

  private void change(String id, UnaryOperator<StoredAlert> how) {
    alerts.computeIfPresent(id, (_, alert) -> how.apply(alert));
  }

  @Override
  public synchronized Page<StoredAlert> search(AlertSearch search) {
    List<StoredAlert> found =
        alerts.values().stream()
            .filter(alert -> matches(search, alert))
            .sorted(search.order() == AlertSearch.Order.URGENCY ? MOST_URGENT : YOUNGEST)
            .toList();
    return Cursors.page(found, search.cursor(), search.size());
  }

  @Override
  public synchronized Map<String, Long> countByRule(long from, long to) {
    Map<String, Long> counts = new TreeMap<>();
    for (StoredAlert stored : alerts.values()) {
      Alert alert = stored.alert();
      if (alert.lastSeen() >= from && alert.firstSeen() < to) {
        counts.merge(alert.rule(), 1L, Long::sum);
      }
    }
    return counts;
  }

  private static boolean matches(AlertSearch s, StoredAlert stored) {
    Alert a = stored.alert();
    return (s.pipelines().isEmpty() || s.pipelines().contains(a.pipeline()))
        && (s.severities().isEmpty() || s.severities().contains(a.severity()))
        && (s.states().isEmpty() || s.states().contains(stored.triage().state()))
        && (s.conditions().isEmpty() || s.conditions().contains(stored.condition()))
        && (s.rule() == null || s.rule().equals(a.rule()))
        && (s.incident() == null || s.incident().equals(stored.incident()))
        && (a.lastSeen() >= s.from() && a.firstSeen() < s.to())
        && holdsEntity(s, a)
        && holdsWords(s, a);
  }

  private static boolean holdsEntity(AlertSearch search, Alert alert) {
    String asked = search.entity();
    return asked == null || alert.entities().stream().anyMatch(e -> AlertSearch.names(asked, e));
  }

  private static boolean holdsWords(AlertSearch search, Alert alert) {
    return Words.asked(search.words()).allMatch(AlertSearch.words(alert)::contains);
  }

  @Override
  public void refresh() {}
}
