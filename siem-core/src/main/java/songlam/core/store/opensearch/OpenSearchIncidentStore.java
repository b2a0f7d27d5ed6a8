package songlam.core.store.opensearch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.opensearch.client.opensearch._types.SortOptions;
import org.opensearch.client.opensearch._types.SortOrder;
import org.opensearch.client.opensearch._types.query_dsl.Query;
import songlam.core.correlate.Pipeline;
import songlam.core.event.Words;
import songlam.core.incident.Incident;
import songlam.core.incident.StepTick;
import songlam.core.incident.Triage;
import songlam.core.incident.TriageState;
import songlam.core.store.IncidentSearch;
import songlam.core.store.IncidentStore;
import songlam.core.store.Page;
import songlam.core.store.StoredIncident;

/** Incidents in one mutable index. */
public final class OpenSearchIncidentStore implements IncidentStore {
  private static final List<SortOptions> URGENCY =
      List.of(
          PeopleSide.sort("closed", SortOrder.Asc),
          PeopleSide.sort("severity", SortOrder.Desc),
          PeopleSide.sort("last_seen", SortOrder.Desc),
          PeopleSide.sort("id", SortOrder.Asc));

  private final PeopleSide<StoredIncident> incidents;

  public OpenSearchIncidentStore(StoreClient client) {
    this.incidents =
        new PeopleSide<>(client, PlainIndex.INCIDENTS, OpenSearchIncidentStore::stored);
  }

  /** What people did: their workflow and the steps they ticked. */
  private record Work(Triage triage, List<StepTick> steps) {}

  private static StoredIncident stored(ObjectNode document) {
    return stored(StateJson.read(document.path("machine").asText(), Incident.class), document);
  }

  private static StoredIncident stored(Incident incident, ObjectNode document) {
    Work work = StateJson.read(document.path("people").asText(), Work.class);
    return new StoredIncident(
        incident,
        work.triage(),
        work.steps(),
        PeopleSide.textOrNull(document.path("into")),
        document.path("version").asText());
  }

  @Override
  public List<StoredIncident> put(List<Incident> grown) {
    Map<String, Incident> byId = new LinkedHashMap<>();
    Map<String, ObjectNode> machines = new LinkedHashMap<>();
    for (Incident incident : grown) {
      byId.put(incident.id(), incident);
      machines.put(incident.id(), machine(incident));
    }
    Map<String, ObjectNode> documents =
        incidents.grow(machines, people(new Work(Triage.NEW, List.of())).put("version", 1));
    byId.keySet().retainAll(documents.keySet());
    return byId.values().stream()
        .map(incident -> stored(incident, Objects.requireNonNull(documents.get(incident.id()))))
        .toList();
  }

  private static ObjectNode machine(Incident incident) {
    ObjectNode machine = StoreClient.object();
    machine.put("machine", StateJson.write(incident));
    machine.put("severity", incident.severity().ordinal());
    machine.put("last_seen", incident.lastSeen());
    machine.put("words", incident.words());
    machine.set(
        "pipeline", PeopleSide.array(incident.pipelines().stream().map(Pipeline::label).toList()));
    machine.set("entities", PeopleSide.names(incident.entities()));
    return machine;
  }

  private static ObjectNode people(Work work) {
    TriageState state = work.triage().state();
    return StoreClient.object()
        .put("people", StateJson.write(work))
        .put("state", state.label())
        .put("closed", state == TriageState.CLOSED ? 1 : 0);
  }

  @Override
  public List<StoredIncident> merge(Map<String, String> into) {
    Map<String, ObjectNode> changed = new LinkedHashMap<>();
    into.forEach((id, other) -> changed.put(id, StoreClient.object().put("into", other)));
    return incidents.update(changed);
  }

  @Override
  public Optional<StoredIncident> get(String id) {
    return Optional.ofNullable(incidents.get(List.of(id)).get(id));
  }

  @Override
  public StoredIncident change(String id, Triage triage, List<StepTick> steps, String version) {
    return incidents.change(id, version, people(new Work(triage, List.copyOf(steps))));
  }

  @Override
  public Page<StoredIncident> search(IncidentSearch search) {
    List<Query> all = new ArrayList<>();
    PeopleSide.addAny(all, "state", search.states().stream().map(TriageState::label).toList());
    PeopleSide.addAny(
        all,
        "severity",
        search.severities().stream().map(v -> Integer.toString(v.ordinal())).toList());
    PeopleSide.addAny(all, "pipeline", search.pipelines().stream().map(Pipeline::label).toList());
    PeopleSide.addIs(all, "entities", search.entity());
    Words.asked(search.words()).map(OpenSearchIncidentStore::asked).forEach(all::add);
    all.add(Query.of(q -> q.bool(b -> b.mustNot(m -> m.exists(e -> e.field("into"))))));
    return incidents.search(PeopleSide.all(all), URGENCY, search.size(), search.cursor());
  }

  private static Query asked(String word) {
    return IncidentSearch.isNumber(word)
        ? Query.of(q -> q.prefix(p -> p.field("id").value(word)))
        : PeopleSide.contains(word);
  }

  @Override
  public void refresh() {
    incidents.refresh();
  }
}
