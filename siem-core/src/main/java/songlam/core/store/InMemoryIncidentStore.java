package songlam.core.store;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import songlam.core.event.Words;
import songlam.core.incident.Incident;
import songlam.core.incident.StepTick;
import songlam.core.incident.Triage;
import songlam.core.incident.TriageState;

/** Incidents in memory, for tests and backtests. */
public final class InMemoryIncidentStore implements IncidentStore {
  private static final Comparator<StoredIncident> MOST_URGENT =
      Comparator.comparing((StoredIncident i) -> i.triage().state() == TriageState.CLOSED)
          .thenComparing(i -> i.incident().severity(), Comparator.reverseOrder())
          .thenComparing(i -> i.incident().lastSeen(), Comparator.reverseOrder())
          .thenComparing(i -> i.incident().id());

  private final Map<String, StoredIncident> incidents = new TreeMap<>();

  @Override
  public synchronized List<StoredIncident> put(List<Incident> changed) {
    for (Incident grown : changed) {
      incidents.merge(
          grown.id(),
          new StoredIncident(grown, Triage.NEW, List.of(), null, "1"),
          (old, _) ->
              new StoredIncident(grown, old.triage(), old.steps(), old.into(), old.version()));
    }
    return stored(changed.stream().map(Incident::id).toList());
  }

  @Override
  public synchronized List<StoredIncident> merge(Map<String, String> merged) {
    merged.forEach(
        (incident, into) ->
            incidents.computeIfPresent(
                incident,
                (_, old) ->
                    new StoredIncident(
                        old.incident(), old.triage(), old.steps(), into, old.version())));
    return stored(merged.keySet());
  }

  private List<StoredIncident> stored(Collection<String> ids) {
    return ids.stream().filter(incidents::containsKey).map(incidents::get).toList();
  }

  @Override
  public synchronized Optional<StoredIncident> get(String id) {
    return Optional.ofNullable(incidents.get(id));
  }

  @Override
  public synchronized StoredIncident change(
      String id, Triage triage, List<StepTick> steps, String version) {
    StoredIncident old = incidents.get(id);
    if (old == null) {
      throw new NoSuchElementException("incident " + id + " is not stored");
    }
    if (!old.version().equals(version)) {
      throw new VersionConflictException(id, version, old.version());
    }
    String next = Long.toString(Long.parseLong(version) + 1);
    StoredIncident changed = new StoredIncident(old.incident(), triage, steps, old.into(), next);
    incidents.put(id, changed);
    return changed;
  }

  @Override
  public synchronized Page<StoredIncident> search(IncidentSearch s) {
    List<StoredIncident> found =
        incidents.values().stream()
            .filter(i -> i.into() == null && matches(s, i))
            .sorted(MOST_URGENT)
            .toList();
    return Cursors.page(found, s.cursor(), s.size());
  }

  private static boolean matches(IncidentSearch s, StoredIncident stored) {
    Incident i = stored.incident();
    String asked = s.entity();
    return (s.states().isEmpty() || s.states().contains(stored.triage().state()))
        && (s.severities().isEmpty() || s.severities().contains(i.severity()))
        && (s.pipelines().isEmpty() || i.pipelines().stream().anyMatch(s.pipelines()::contains))
        && (asked == null || i.entities().stream().anyMatch(e -> AlertSearch.names(asked, e)))
        && Words.asked(s.words()).allMatch(word -> holds(i, word));
  }

  private static boolean holds(Incident incident, String word) {
    return IncidentSearch.isNumber(word)
        ? incident.id().startsWith(word)
        : incident.words().contains(word);
  }

  @Override
  public void refresh() {}
}
