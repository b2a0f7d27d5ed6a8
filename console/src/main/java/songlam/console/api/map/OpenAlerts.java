package songlam.console.api.map;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import songlam.console.api.Json;
import songlam.console.api.alert.AlertView;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Condition;
import songlam.core.event.Cap;
import songlam.core.event.Caps;
import songlam.core.incident.TriageState;
import songlam.core.store.AlertSearch;
import songlam.core.store.AlertStore;
import songlam.core.store.IncidentSearch;
import songlam.core.store.IncidentStore;
import songlam.core.store.Page;
import songlam.core.store.StoredAlert;

/** What waits for people, told without a word about persons: no entities, no reason, no notes. */
final class OpenAlerts {
  private static final Set<TriageState> OPEN =
      Set.of(TriageState.NEW, TriageState.ACKNOWLEDGED, TriageState.IN_PROGRESS);
  private static final int URGENT = 3;

  private final AlertStore alerts;
  private final IncidentStore incidents;
  private final Caps caps;

  OpenAlerts(AlertStore alerts, IncidentStore incidents, Caps caps) {
    this.caps = caps;
    this.alerts = alerts;
    this.incidents = incidents;
  }

  long openIncidents() {
    return incidents.search(IncidentSearch.in(OPEN, 0)).total();
  }

  long untriaged() {
    return search(Set.of(TriageState.NEW), Condition.CALLING, 0).total();
  }

  JsonArray urgent() {
    return json(search(OPEN, Set.of(Condition.ACTIVE), URGENT).items());
  }

  /** The most urgent of the open ones that have a place. */
  JsonArray placed() {
    Page<StoredAlert> page = search(OPEN, Condition.CALLING, Cap.MAP_ALERTS.most());
    if (page.total() > page.items().size()) {
      caps.reached(Cap.MAP_ALERTS);
    }
    return json(page.items().stream().filter(stored -> stored.alert().place() != null).toList());
  }

  private Page<StoredAlert> search(Set<TriageState> states, Set<Condition> conditions, int size) {
    return alerts.search(
        new AlertSearch(
            Set.of(),
            Set.of(),
            states,
            conditions,
            null,
            null,
            null,
            "",
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            AlertSearch.Order.URGENCY,
            size,
            null));
  }

  private static JsonArray json(List<StoredAlert> items) {
    JsonArray array = new JsonArray();
    items.forEach(stored -> array.add(json(stored)));
    return array;
  }

  private static JsonObject json(StoredAlert stored) {
    Alert alert = stored.alert();
    return new JsonObject()
        .put("id", alert.id())
        .put("pipeline", alert.pipeline().label())
        .put("severity", alert.severity().label())
        .put("title", Json.text(alert.title()))
        .put("state", stored.triage().state().label())
        .put("condition", stored.condition().label())
        .put("lastSeen", Json.time(alert.lastSeen()))
        .put("count", alert.count())
        .put("place", AlertView.place(alert.place()))
        .put("simulated", alert.simulated());
  }
}
