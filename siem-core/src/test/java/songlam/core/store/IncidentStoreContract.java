package songlam.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import songlam.core.correlate.Entity;
import songlam.core.correlate.Pipeline;
import songlam.core.event.Severity;
import songlam.core.event.Text;
import songlam.core.incident.Act;
import songlam.core.incident.Incident;
import songlam.core.incident.StepTick;
import songlam.core.incident.Triage;

/** What every incident store does. */
public interface IncidentStoreContract {
  /** An empty store. */
  IncidentStore store();

  private static Incident incident(String id, Severity severity) {
    return new Incident(
        id,
        new Text("Xâm nhập", "Intrusion"),
        severity,
        1,
        2,
        List.of(new Entity("ip", "203.0.113." + id.length(), Entity.ATTACKER)),
        List.of("a"),
        List.of(),
        List.of(),
        id.equals("elder") ? List.of(Pipeline.PRESS) : List.of(Pipeline.SERVICE, Pipeline.SECURITY),
        List.of(),
        List.of(),
        null,
        false,
        false);
  }

  @Test
  default void keepsBothSides() {
    IncidentStore store = store();
    store.put(List.of(incident("i", Severity.HIGH)));
    StoredIncident read = store.get("i").orElseThrow();
    Triage taken = read.triage().after(new Act.Take(), "an", 5);
    List<StepTick> steps = List.of(new StepTick("s1", "an", 5));
    store.change("i", taken, steps, read.version());
    store.put(List.of(incident("i", Severity.CRITICAL)));
    StoredIncident grown = store.get("i").orElseThrow();
    assertEquals(Severity.CRITICAL, grown.incident().severity());
    assertEquals(taken, grown.triage());
    assertEquals(steps, grown.steps());
    assertThrows(
        VersionConflictException.class, () -> store.change("i", taken, steps, read.version()));
  }

  @Test
  default void aMergedOneIsNoLongerListed() {
    IncidentStore store = store();
    store.put(List.of(incident("elder", Severity.LOW)));
    store.put(List.of(incident("younger", Severity.HIGH)));
    store.merge(Map.of("younger", "elder"));
    store.refresh();
    IncidentSearch all = IncidentSearch.in(Set.of(), 100);
    assertEquals(
        List.of("elder"),
        store.search(all).items().stream().map(stored -> stored.incident().id()).toList());
    assertEquals("elder", store.get("younger").orElseThrow().into());
  }

  @Test
  default void findsByPipelineEntityAndWordsAndCountsThemAll() {
    IncidentStore store = store();
    store.put(List.of(incident("elder", Severity.LOW)));
    store.put(List.of(incident("younger", Severity.HIGH)));
    store.put(List.of(incident("youngest", Severity.MEDIUM)));
    store.refresh();
    assertEquals(List.of("elder"), ids(store, Set.of(Pipeline.PRESS), null, ""));
    assertEquals(
        List.of("younger", "youngest"),
        ids(store, Set.of(Pipeline.SECURITY), null, "XÂM nhap intru"));
    assertEquals(List.of("younger"), ids(store, Set.of(), "ip:203.0.113.7", ""));
    assertEquals(List.of("youngest"), ids(store, Set.of(), "203.0.113.8", ""));
    assertEquals(List.of(), ids(store, Set.of(), null, "*"));
    store.put(List.of(incident("inc-7f3", Severity.LOW)));
    store.refresh();
    assertEquals(List.of("inc-7f3"), ids(store, Set.of(), null, "inc-7"));
    assertEquals(List.of(), ids(store, Set.of(), null, "inc-3"));
    Page<StoredIncident> first = store.search(IncidentSearch.in(Set.of(), 2));
    assertEquals(4, first.total());
    Page<StoredIncident> rest =
        store.search(new IncidentSearch(Set.of(), Set.of(), Set.of(), null, "", 2, first.cursor()));
    assertEquals(
        List.of("elder", "inc-7f3"), rest.items().stream().map(i -> i.incident().id()).toList());
  }

  private static List<String> ids(
      IncidentStore store, Set<Pipeline> pipelines, @Nullable String entity, String words) {
    return store
        .search(new IncidentSearch(pipelines, Set.of(), Set.of(), entity, words, 100, null))
        .items()
        .stream()
        .map(stored -> stored.incident().id())
        .toList();
  }
}
