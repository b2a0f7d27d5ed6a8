package songlam.console.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Condition;
import songlam.core.correlate.Entity;
import songlam.core.correlate.Evidence;
import songlam.core.correlate.Pipeline;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.event.Severity;
import songlam.core.event.Text;
import songlam.core.incident.Incident;
import songlam.core.incident.StepTick;
import songlam.core.incident.Triage;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.pipeline.StoreAwayException;
import songlam.core.store.AlertSearch;
import songlam.core.store.AlertStore;
import songlam.core.store.InMemoryAlertStore;
import songlam.core.store.InMemoryIncidentStore;
import songlam.core.store.IncidentSearch;
import songlam.core.store.IncidentStore;
import songlam.core.store.Page;
import songlam.core.store.StoredAlert;
import songlam.core.store.StoredIncident;

/** What is asked of the store for a batch of alerts, and what an outage in its middle leaves. */
class FilingTest {
  private static final long TEN = 1_795_489_200_000L;
  private static final long MINUTE = 60_000;

  private final InMemoryAlertStore alerts = new InMemoryAlertStore();
  private final InMemoryIncidentStore incidents = new InMemoryIncidentStore();
  private final List<String> asked = new ArrayList<>();
  private final List<StoredAlert> told = new ArrayList<>();
  private final List<String> toldOfIncidents = new ArrayList<>();
  private String awayFor = "";
  private Filing filing = filing();

  @Test
  void aBatchIsOneQuestionAndOneAnswer() {
    filing.take(IntStream.range(0, 300).mapToObj(i -> alert("a" + i, "10.0.0." + i, 0)).toList());
    assertEquals(List.of("alerts.get", "alerts.put"), asked);
    assertEquals(300, told.size());
  }

  @Test
  void growthAsksNothingAndAnIncidentIsLinkedOnce() {
    filing.take(List.of(alert("a", "10.0.0.1", 0), alert("b", "10.0.0.1", 1)));
    assertEquals(List.of("alerts.get", "alerts.put", "incidents.put", "alerts.link"), asked);
    assertEquals("inc-a", told.getLast().incident());
    asked.clear();
    filing.take(List.of(alert("b", "10.0.0.1", 2)));
    assertEquals(List.of("alerts.put", "incidents.put"), asked);
    assertEquals(List.of("inc-a", "inc-a"), toldOfIncidents);
  }

  @Test
  void anOutageInTheMiddleLosesNoChange() {
    filing.take(List.of(alert("b", "10.0.0.1", 10), alert("c", "10.0.0.1", 11)));
    List<Alert> earlier = List.of(alert("a", "10.0.0.1", 0));
    for (String call : List.of("alerts.put", "incidents.put", "incidents.merge", "alerts.link")) {
      awayFor = call;
      assertThrows(StoreAwayException.class, () -> filing.take(earlier), call);
    }
    awayFor = "";
    filing.take(earlier);
    assertEquals(List.of("a", "b", "c"), open().getFirst().incident().alerts());
    assertEquals("inc-a", incidents.get("inc-b").orElseThrow().into());
    assertEquals("inc-a", alerts.get("c").orElseThrow().incident());
  }

  @Test
  void aLinkToAnIncidentThatNeverCameIsNoEnd() {
    alerts.put(List.of(alert("a", "10.0.0.1", 0)), _ -> false);
    alerts.link(Map.of("a", "inc-lost"));
    filing = filing();
    filing.restore();
    filing.take(List.of(alert("a", "10.0.0.1", 0), alert("b", "10.0.0.1", 1)));
    assertEquals(List.of("a", "b"), open().getFirst().incident().alerts());
    assertEquals("inc-a", alerts.get("a").orElseThrow().incident());
  }

  private Filing filing() {
    RuleControl control = new RuleControl(new InMemorySystemStore(), Clock.systemUTC());
    return new Filing(
        new Alerts(),
        new Incidents(),
        control,
        told::add,
        incident -> toldOfIncidents.add(incident.incident().id()));
  }

  private List<StoredIncident> open() {
    return incidents.search(IncidentSearch.in(Set.of(), 100)).items();
  }

  private void ask(String call) {
    asked.add(call);
    if (call.equals(awayFor)) {
      throw new StoreAwayException("away", new IllegalStateException("test"));
    }
  }

  private static Alert alert(String id, String ip, long minute) {
    long at = TEN + minute * MINUTE;
    EventBuilder event = new EventBuilder().timestamp(at);
    return new Alert(
        id,
        "security/" + id,
        "security",
        Pipeline.SECURITY,
        Severity.MEDIUM,
        new Text("tiêu đề", "title"),
        new Text("vì " + minute, "because " + minute),
        ip,
        List.of(new Entity("ip", ip, Entity.ATTACKER)),
        at,
        at + MINUTE,
        1 + minute,
        List.of(new Evidence(event.build(new EventId("n1", 0, minute, 0)), "")),
        List.of("T1110"),
        Condition.ACTIVE,
        null,
        null,
        false,
        false);
  }

  /** Counts what is asked, and is away when told to be. Empty lists go nowhere. */
  private final class Alerts implements AlertStore {
    @Override
    public List<StoredAlert> put(List<Alert> grown, Predicate<Alert> muted) {
      ask("alerts.put");
      return alerts.put(grown, muted);
    }

    @Override
    public Map<String, StoredAlert> get(Collection<String> ids) {
      if (!ids.isEmpty()) {
        ask("alerts.get");
      }
      return alerts.get(ids);
    }

    @Override
    public StoredAlert triage(String id, Triage triage, String version) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<StoredAlert> link(Map<String, String> links) {
      if (!links.isEmpty()) {
        ask("alerts.link");
      }
      return alerts.link(links);
    }

    @Override
    public List<StoredAlert> mute(Collection<String> ids, boolean muted) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Page<StoredAlert> search(AlertSearch search) {
      return alerts.search(search);
    }

    @Override
    public void refresh() {
      throw new UnsupportedOperationException();
    }
  }

  private final class Incidents implements IncidentStore {
    @Override
    public List<StoredIncident> put(List<Incident> changed) {
      if (!changed.isEmpty()) {
        ask("incidents.put");
      }
      return incidents.put(changed);
    }

    @Override
    public List<StoredIncident> merge(Map<String, String> into) {
      if (!into.isEmpty()) {
        ask("incidents.merge");
      }
      return incidents.merge(into);
    }

    @Override
    public Optional<StoredIncident> get(String id) {
      return incidents.get(id);
    }

    @Override
    public StoredIncident change(String id, Triage triage, List<StepTick> steps, String version) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Page<StoredIncident> search(IncidentSearch search) {
      return incidents.search(search);
    }

    @Override
    public void refresh() {
      throw new UnsupportedOperationException();
    }
  }
}
