package songlam.console.desk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Condition;
import songlam.core.incident.Grouping;
import songlam.core.incident.Incident;
import songlam.core.incident.IncidentChange;
import songlam.core.incident.Triage;
import songlam.core.store.AlertSearch;
import songlam.core.store.AlertStore;
import songlam.core.store.IncidentStore;
import songlam.core.store.Page;
import songlam.core.store.StoredAlert;
import songlam.core.store.StoredIncident;

/**
 * Stores alerts and folds them into incidents. What it has already, handed over again after a
 * restart, it lets lie. For one thread; a call that fails may be made again.
 */
final class Filing {
  private static final long GAP_MILLIS = 45 * 60_000L;
  private static final int REMEMBERED = 20_000;
  private static final int PER_PAGE = 500;

  private final AlertStore alerts;
  private final IncidentStore incidents;
  private final RuleControl control;
  private final Consumer<StoredAlert> onAlert;
  private final Consumer<StoredIncident> onIncident;
  private final Grouping grouping;
  private final Map<String, Filed> filed =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Filed> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** How an alert was last filed. */
  private record Filed(long count, long lastSeen, Condition condition, String severity) {
    static Filed of(Alert alert) {
      return new Filed(
          alert.count(), alert.lastSeen(), alert.condition(), alert.severity().label());
    }

    /** Whether this is later in the alert's life than that. */
    boolean isPast(Alert alert) {
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
    this.control = control;
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
        } else if (!stored.muted() && stored.alert().condition() != Condition.SUPPRESSED) {
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
        null,
        "",
        all.from(),
        all.to(),
        AlertSearch.Order.LAST_SEEN,
        PER_PAGE,
        cursor);
  }

  private void restore(String incident) {
    List<Alert> members = new ArrayList<>();
    incidents
        .get(incident)
        .filter(stored -> stored.into() == null)
        .ifPresent(
            stored ->
                stored
                    .incident()
                    .alerts()
                    .forEach(id -> alerts.get(id).ifPresent(a -> members.add(a.alert()))));
    if (!members.isEmpty()) {
      grouping.restore(incident, members);
    }
  }

  void take(List<Alert> batch) {
    List<Alert> news = batch.stream().filter(this::isNews).toList();
    alerts.put(news);
    Set<String> touched = new LinkedHashSet<>();
    for (Alert alert : news) {
      if (control.isMuted(alert)) {
        alerts.mute(alert.id(), true);
      } else if (belongs(alert)) {
        grouping.fold(alert);
      }
      grouping.forget(alert.lastSeen() - GAP_MILLIS);
    }
    grouping.changes().forEach(change -> apply(change, touched));
    touched.forEach(id -> incidents.get(id).ifPresent(onIncident));
    news.forEach(alert -> alerts.get(alert.id()).map(this::heardAgain).ifPresent(onAlert));
    news.forEach(alert -> filed.put(alert.id(), Filed.of(alert)));
  }

  /** One that goes on after its mute is over comes back to the queue. */
  private StoredAlert heardAgain(StoredAlert stored) {
    if (!stored.muted() || control.isMuted(stored.alert())) {
      return stored;
    }
    alerts.mute(stored.alert().id(), false);
    return alerts.get(stored.alert().id()).orElse(stored);
  }

  private boolean isNews(Alert alert) {
    Filed known = filed.get(alert.id());
    if (known != null) {
      return !known.isPast(alert) && !known.equals(Filed.of(alert));
    }
    // One that is stored just so is filed once more: a crash may have come before its incident.
    return alerts
        .get(alert.id())
        .map(stored -> !Filed.of(stored.alert()).isPast(alert))
        .orElse(true);
  }

  /** Whether the alert has a say in incidents: a suppressed one only where it had before. */
  private boolean belongs(Alert alert) {
    if (grouping.incidentOf(alert.id()) != null) {
      return true;
    }
    String incident = alerts.get(alert.id()).map(StoredAlert::incident).orElse(null);
    if (incident != null) {
      restore(incident);
      return grouping.incidentOf(alert.id()) != null;
    }
    return alert.condition() != Condition.SUPPRESSED;
  }

  private void apply(IncidentChange change, Set<String> touched) {
    switch (change) {
      case IncidentChange.Grown(Incident incident) -> {
        incidents.put(incident);
        alerts.link(incident.alerts(), incident.id());
        touched.add(incident.id());
      }
      case IncidentChange.Merged(String incident, String into) -> {
        incidents.merge(incident, into);
        touched.add(incident);
      }
    }
  }
}
