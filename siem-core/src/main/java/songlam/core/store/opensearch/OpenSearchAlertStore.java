package songlam.core.store.opensearch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.opensearch.client.json.JsonData;
import org.opensearch.client.opensearch._types.FieldValue;
import org.opensearch.client.opensearch._types.SortOptions;
import org.opensearch.client.opensearch._types.SortOrder;
import org.opensearch.client.opensearch._types.query_dsl.Query;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Condition;
import songlam.core.incident.Triage;
import songlam.core.incident.TriageState;
import songlam.core.store.AlertSearch;
import songlam.core.store.AlertStore;
import songlam.core.store.Page;
import songlam.core.store.StoredAlert;

/** Alerts in one mutable index, evidence inside. */
public final class OpenSearchAlertStore implements AlertStore {
  private static final List<SortOptions> LAST_SEEN =
      List.of(PeopleSide.sort("last_seen", SortOrder.Desc), PeopleSide.sort("id", SortOrder.Asc));
  private static final List<SortOptions> URGENCY =
      Stream.concat(
              Stream.of(
                  PeopleSide.sort("closed", SortOrder.Asc),
                  PeopleSide.sort("severity", SortOrder.Desc)),
              LAST_SEEN.stream())
          .toList();

  private static final Query MUTED =
      Query.of(q -> q.term(t -> t.field("muted").value(FieldValue.TRUE)));

  private final PeopleSide<StoredAlert> alerts;

  public OpenSearchAlertStore(StoreClient client) {
    this.alerts = new PeopleSide<>(client, PlainIndex.ALERTS, OpenSearchAlertStore::stored);
  }

  private static StoredAlert stored(ObjectNode document) {
    return stored(StateJson.read(document.path("machine").asText(), Alert.class), document);
  }

  private static StoredAlert stored(Alert alert, ObjectNode document) {
    return new StoredAlert(
        alert,
        StateJson.read(document.path("people").asText(), Triage.class),
        document.path("muted").asBoolean(),
        PeopleSide.textOrNull(document.path("incident")),
        document.path("version").asText());
  }

  @Override
  public List<StoredAlert> put(List<Alert> grown, Predicate<Alert> muted) {
    Map<String, Alert> byId = new LinkedHashMap<>();
    Map<String, ObjectNode> machines = new LinkedHashMap<>();
    for (Alert alert : grown) {
      byId.put(alert.id(), alert);
      machines.put(alert.id(), machine(alert).put("muted", muted.test(alert)));
    }
    Map<String, ObjectNode> documents = alerts.grow(machines, people(Triage.NEW).put("version", 1));
    byId.keySet().retainAll(documents.keySet());
    return byId.values().stream()
        .map(alert -> stored(alert, Objects.requireNonNull(documents.get(alert.id()))))
        .toList();
  }

  private static ObjectNode machine(Alert alert) {
    ObjectNode fields = StoreClient.object();
    fields.put("machine", StateJson.write(alert));
    fields.put("pipeline", alert.pipeline().label());
    fields.put("severity", alert.severity().ordinal());
    fields.put("condition", alert.condition().label());
    fields.put("rule", alert.rule());
    fields.put("first_seen", alert.firstSeen());
    fields.put("last_seen", alert.lastSeen());
    fields.put("words", AlertSearch.words(alert));
    fields.set("entities", PeopleSide.names(alert.entities()));
    return fields;
  }

  private static ObjectNode people(Triage triage) {
    return StoreClient.object()
        .put("people", StateJson.write(triage))
        .put("state", triage.state().label())
        .put("closed", triage.state() == TriageState.CLOSED ? 1 : 0);
  }

  @Override
  public Map<String, StoredAlert> get(Collection<String> ids) {
    return alerts.get(ids);
  }

  @Override
  public StoredAlert triage(String id, Triage triage, String version) {
    return alerts.change(id, version, people(triage));
  }

  @Override
  public List<StoredAlert> link(Map<String, String> incidents) {
    Map<String, ObjectNode> changed = new LinkedHashMap<>();
    incidents.forEach(
        (id, incident) -> changed.put(id, StoreClient.object().put("incident", incident)));
    return alerts.update(changed);
  }

  @Override
  public List<StoredAlert> mute(Collection<String> ids, boolean muted) {
    Map<String, ObjectNode> changed = new LinkedHashMap<>();
    ids.forEach(id -> changed.put(id, StoreClient.object().put("muted", muted)));
    return alerts.update(changed);
  }

  @Override
  public Page<StoredAlert> search(AlertSearch search) {
    List<SortOptions> order =
        switch (search.order()) {
          case URGENCY -> URGENCY;
          case LAST_SEEN -> LAST_SEEN;
        };
    return alerts.search(query(search), order, search.size(), search.cursor());
  }

  private static Query query(AlertSearch s) {
    List<Query> all = new ArrayList<>();
    PeopleSide.addAny(all, "pipeline", s.pipelines().stream().map(p -> p.label()).toList());
    PeopleSide.addAny(
        all, "severity", s.severities().stream().map(v -> Integer.toString(v.ordinal())).toList());
    PeopleSide.addAny(all, "state", s.states().stream().map(TriageState::label).toList());
    addConditions(all, s.conditions());
    PeopleSide.addIs(all, "rule", s.rule());
    PeopleSide.addIs(all, "entities", s.entity());
    PeopleSide.addIs(all, "incident", s.incident());
    all.addAll(seen(s.from(), s.to()));
    PeopleSide.addWords(all, s.words());
    return PeopleSide.all(all);
  }

  /** A muted alert is shelved, whatever the machine knows of it. */
  private static void addConditions(List<Query> all, Set<Condition> asked) {
    if (asked.isEmpty()) {
      return;
    }
    List<String> machines =
        asked.stream().filter(c -> c != Condition.SHELVED).map(Condition::label).toList();
    List<Query> any = new ArrayList<>();
    if (asked.contains(Condition.SHELVED)) {
      any.add(MUTED);
    }
    if (!machines.isEmpty()) {
      List<Query> both = new ArrayList<>();
      PeopleSide.addAny(both, "condition", machines);
      any.add(Query.of(q -> q.bool(b -> b.filter(both).mustNot(MUTED))));
    }
    all.add(Query.of(q -> q.bool(b -> b.should(any).minimumShouldMatch("1"))));
  }

  private static List<Query> seen(long from, long to) {
    return List.of(
        Query.of(q -> q.range(r -> r.field("last_seen").gte(JsonData.of(from)))),
        Query.of(q -> q.range(r -> r.field("first_seen").lt(JsonData.of(to)))));
  }

  @Override
  public Map<String, Long> countByRule(long from, long to) {
    return alerts.countBy("rule", PeopleSide.all(seen(from, to)));
  }

  @Override
  public void refresh() {
    alerts.refresh();
  }
}
