package songlam.console.desk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Condition;
import songlam.core.incident.Grouping;
import songlam.core.incident.Incident;
import songlam.core.incident.IncidentChange;
import songlam.core.incident.Triage;
import songlam.core.pipeline.StoreAwayException;
import songlam.core.store.AlertSearch;
import songlam.core.store.AlertStore;
import songlam.core.store.IncidentStore;
import songlam.core.store.Page;
import songlam.core.store.Recent;
import songlam.core.store.StoredAlert;
import songlam.core.store.StoredIncident;

/**
 * Stores alerts and folds them into incidents. What it has already, handed over again after a
 * restart, it lets lie. For one thread; a call that fails may be made again.
 */
final class Filing {
  private static final Logger LOG = LoggerFactory.getLogger(Filing.class);
  private static final long GAP_MILLIS = 45 * 60_000L;
  private static final int REMEMBERED = 20_000;
  private static final int PER_PAGE = 500;
  private static final int INCIDENTS_SHARE = 4;

  private final AlertStore alerts;
  private final IncidentStore incidents;
  private final Shelf shelf;
  private final Consumer<StoredAlert> onAlert;
  private final Consumer<StoredIncident> onIncident;
  private final Grouping grouping;
  private final Map<String, Filed> filed = new Recent<>(REMEMBERED);

  /** The incident that the store knows an alert to belong to. */
  private final Map<String, String> linked = new Recent<>(REMEMBERED);

  /** What incidents became, not stored yet. */
  private final Map<String, Incident> grown = new LinkedHashMap<>();

  private final Map<String, String> merged = new LinkedHashMap<>();
  private long incidentsNotBefore = System.nanoTime();

  /** How an alert was last filed. */
  private record Filed(
      long count, long lastSeen, Condition condition, String severity, boolean late) {
    static Filed of(Alert alert) {
      return new Filed(
          alert.count(),
          alert.lastSeen(),
          alert.condition(),
          alert.severity().label(),
          alert.late());
    }

    /**
     * Whether this is later in the alert's life than that. What the live stream tells stands over
     * what was found among late events: it goes on, and people are told of it.
     */
    boolean isPast(Alert alert) {
      if (late != alert.late()) {
        return alert.late();
      }
      boolean over = condition == Condition.RETURNED && alert.condition() != Condition.RETURNED;
      return alert.count() < count || (alert.count() == count && over);
    }
  }

  Filing(
      AlertStore alerts,
      IncidentStore incidents,
      RuleControl control,
      Consumer<StoredAlert> onAlert,
      Consumer<StoredIncident> onIncident) {
    this.alerts = alerts;
    this.incidents = incidents;
    this.shelf = new Shelf(control, alerts);
    this.onAlert = onAlert;
    this.onIncident = onIncident;
    this.grouping = new Grouping(GAP_MILLIS, this::isUntouched);
  }

  /** Whether nobody has worked on the incident yet. */
  private boolean isUntouched(String incident) {
    return incidents
        .get(incident)
        .map(stored -> stored.triage().equals(Triage.NEW) && stored.steps().isEmpty())
        .orElse(true);
  }

  /** Takes up what was being grouped before a restart: all that a new alert could still join. */
  void restore() {
    Set<String> open = new LinkedHashSet<>();
    String cursor = null;
    long newest = Long.MIN_VALUE;
    do {
      Page<StoredAlert> page = alerts.search(recent(cursor));
      for (StoredAlert stored : page.items()) {
        newest = Math.max(newest, stored.alert().lastSeen());
        if (stored.alert().lastSeen() < newest - 2 * GAP_MILLIS) {
          cursor = null;
          break;
        }
        cursor = page.cursor();
        if (stored.incident() != null) {
          open.add(stored.incident());
        } else if (stored.calls()) {
          grouping.restore("", List.of(stored.alert()));
        }
      }
    } while (cursor != null);
    open.forEach(this::restore);
  }

  private static AlertSearch recent(@Nullable String cursor) {
    AlertSearch all = AlertSearch.ALL;
    return new AlertSearch(
        all.pipelines(),
        all.severities(),
        all.states(),
        all.conditions(),
        null,
        null,
        null,
        "",
        all.from(),
        all.to(),
        AlertSearch.Order.LAST_SEEN,
        PER_PAGE,
        cursor);
  }

  private void restore(String incident) {
    List<String> ids =
        incidents
            .get(incident)
            .filter(stored -> stored.into() == null)
            .map(stored -> stored.incident().alerts())
            .orElse(List.of());
    List<Alert> members = new ArrayList<>();
    for (StoredAlert member : alerts.get(ids).values()) {
      members.add(member.alert());
      if (incident.equals(member.incident())) {
        linked.put(member.alert().id(), incident);
      }
    }
    if (!members.isEmpty()) {
      grouping.restore(incident, members);
    }
  }

  /** Files a batch with one question to the store and one answer; incidents follow when due. */
  void take(List<Alert> batch) {
    List<Alert> news = news(batch);
    List<StoredAlert> stored = shelf.put(news);
    stored.forEach(onAlert);
    for (StoredAlert alert : stored) {
      if (!alert.muted() && belongs(alert)) {
        grouping.fold(alert.alert());
      }
      grouping.forget(alert.alert().lastSeen() - GAP_MILLIS);
    }
    news.forEach(alert -> filed.put(alert.id(), Filed.of(alert)));
  }

  private List<Alert> news(List<Alert> batch) {
    List<String> unknown =
        batch.stream().map(Alert::id).filter(id -> !filed.containsKey(id)).toList();
    Map<String, StoredAlert> before = alerts.get(unknown);
    return batch.stream().filter(alert -> isNews(alert, before.get(alert.id()))).toList();
  }

  private boolean isNews(Alert alert, @Nullable StoredAlert before) {
    Filed known = filed.get(alert.id());
    if (known != null) {
      return !known.isPast(alert) && !known.equals(Filed.of(alert));
    }
    // One that is stored just so is filed once more: a crash may have come before its incident.
    return before == null || !Filed.of(before.alert()).isPast(alert);
  }

  /** Whether the alert has a say in incidents: a suppressed one only where it had before. */
  private boolean belongs(StoredAlert stored) {
    String id = stored.alert().id();
    if (grouping.incidentOf(id) == null && stored.incident() != null) {
      restore(stored.incident());
    }
    return grouping.incidentOf(id) != null || stored.alert().condition() != Condition.SUPPRESSED;
  }

  /**
   * When what changed in incidents is to be stored. A large one is written whole however little of
   * it is new, so this takes at most one part in {@link #INCIDENTS_SHARE} of the time.
   *
   * @return milliseconds from now, negative when overdue, the largest number when nothing changed
   */
  long incidentsDueIn() {
    if (!grouping.hasChanges() && grown.isEmpty() && merged.isEmpty()) {
      return Long.MAX_VALUE;
    }
    return (incidentsNotBefore - System.nanoTime()) / 1_000_000;
  }

  /** Stores what changed in incidents, and keeps it until all of it is stored. */
  void fileIncidents() {
    long began = System.nanoTime();
    for (IncidentChange change : grouping.changes()) {
      switch (change) {
        case IncidentChange.Grown(Incident incident) -> grown.put(incident.id(), incident);
        case IncidentChange.Merged(String incident, String into) -> {
          grown.remove(incident);
          merged.put(incident, into);
        }
      }
    }
    store(List.copyOf(grown.values()), merged);
    grown.clear();
    merged.clear();
    long now = System.nanoTime();
    incidentsNotBefore = now + (INCIDENTS_SHARE - 1) * (now - began);
  }

  /**
   * As {@link #fileIncidents()}, one by one: what the store will not take is told of and let go.
   *
   * @return how many it would not take
   */
  int fileEachIncident() {
    int refused = 0;
    for (Incident incident : List.copyOf(grown.values())) {
      refused += isFiled(incident.id(), () -> store(List.of(incident), Map.of())) ? 0 : 1;
      grown.remove(incident.id());
    }
    for (Map.Entry<String, String> ended : List.copyOf(merged.entrySet())) {
      Map<String, String> one = Map.of(ended.getKey(), ended.getValue());
      refused += isFiled(ended.getKey(), () -> store(List.of(), one)) ? 0 : 1;
      merged.remove(ended.getKey());
    }
    return refused;
  }

  private static boolean isFiled(String incident, Runnable store) {
    try {
      store.run();
      return true;
    } catch (StoreAwayException away) {
      throw away;
    } catch (RuntimeException e) {
      LOG.error("incident {} could not be filed", incident, e);
      return false;
    }
  }

  private void store(List<Incident> changed, Map<String, String> ended) {
    List<StoredIncident> stored = new ArrayList<>(incidents.put(changed));
    stored.addAll(incidents.merge(ended));
    Map<String, String> links = newLinks(changed);
    alerts.link(links).forEach(onAlert);
    linked.putAll(links);
    stored.forEach(onIncident);
  }

  private Map<String, String> newLinks(List<Incident> changed) {
    Map<String, String> links = new LinkedHashMap<>();
    for (Incident incident : changed) {
      for (String alert : incident.alerts()) {
        if (!incident.id().equals(linked.get(alert))) {
          links.put(alert, incident.id());
        }
      }
    }
    return links;
  }
}
