package songlam.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
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
        List.of(),
        List.of("a"),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null,
        false);
  }

  @Test
  default void keepsBothSides() {
    IncidentStore store = store();
    store.put(incident("i", Severity.HIGH));
    StoredIncident read = store.get("i").orElseThrow();
    Triage taken = read.triage().after(new Act.Take(), "an", 5);
    List<StepTick> steps = List.of(new StepTick("s1", "an", 5));
    store.change("i", taken, steps, read.version());
    store.put(incident("i", Severity.CRITICAL));
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
    store.put(incident("elder", Severity.LOW));
    store.put(incident("younger", Severity.HIGH));
    store.merge("younger", "elder");
    store.refresh();
    IncidentSearch all = new IncidentSearch(Set.of(), Set.of(), 100, null);
    assertEquals(
        List.of("elder"),
        store.search(all).items().stream().map(stored -> stored.incident().id()).toList());
    assertEquals("elder", store.get("younger").orElseThrow().into());
  }
}
