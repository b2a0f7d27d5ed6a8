package songlam.console.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import songlam.core.journal.InMemorySystemStore;
import songlam.core.pipeline.StoreAwayException;
import songlam.core.store.AlertStore;
import songlam.core.store.InMemoryAlertStore;
import songlam.core.store.InMemoryIncidentStore;
import songlam.core.store.IncidentSearch;
import songlam.core.store.IncidentStore;
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
  private String refused = "none";
  private Filing filing = filing();

  @Test
  void aBatchIsOneQuestionAndOneAnswer() {
    filing.take(IntStream.range(0, 300).mapToObj(i -> alert("a" + i, "10.0.0." + i, 0)).toList());
    assertEquals(List.of("alerts.get", "alerts.put"), asked);
    assertEquals(300, told.size());
  }

  @Test
  void growthAsksNothingAndAnIncidentIsLinkedOnce() {
    file(List.of(alert("a", "10.0.0.1", 0), alert("b", "10.0.0.1", 1)));
    assertEquals(List.of("alerts.get", "alerts.put", "incidents.put", "alerts.link"), asked);
    assertEquals("inc-a", told.getLast().incident());
    asked.clear();
    file(List.of(alert("b", "10.0.0.1", 2)));
    assertEquals(List.of("alerts.put", "incidents.put"), asked);
    assertEquals(List.of("inc-a", "inc-a"), toldOfIncidents);
  }

  @Test
  void alertsDoNotWaitForIncidentsAndIncidentsDoNotWaitForLong() {
    filing.take(List.of(alert("a", "10.0.0.1", 0), alert("b", "10.0.0.1", 1)));
    assertEquals(List.of("alerts.get", "alerts.put"), asked);
    assertTrue(filing.incidentsDueIn() <= 0, "the first is due at once");
    filing.fileIncidents();
    assertEquals(Long.MAX_VALUE, filing.incidentsDueIn(), "nothing is left");
    filing.take(List.of(alert("b", "10.0.0.1", 2)));
    assertTrue(filing.incidentsDueIn() < 10_000, "the next after a rest");
  }

  @Test
  void anOutageInTheMiddleLosesNoChange() {
    file(List.of(alert("b", "10.0.0.1", 10), alert("c", "10.0.0.1", 11)));
    List<Alert> earlier = List.of(alert("a", "10.0.0.1", 0));
    for (String call : List.of("alerts.put", "incidents.put", "incidents.merge", "alerts.link")) {
      awayFor = call;
      assertThrows(StoreAwayException.class, () -> file(earlier), call);
    }
    awayFor = "";
    file(earlier);
    assertEquals(List.of("a", "b", "c"), open().getFirst().incident().alerts());
    assertEquals("inc-a", incidents.get("inc-b").orElseThrow().into());
    assertEquals("inc-a", alerts.get("c").orElseThrow().incident());
  }

  @Test
  void oneThatIsRefusedDoesNotTakeTheOthersAlong() {
    filing.take(List.of(alert("a", "10.0.0.1", 0), alert("b", "10.0.0.1", 1)));
    filing.take(List.of(alert("c", "10.0.0.2", 0), alert("d", "10.0.0.2", 1)));
    refused = "inc-a";
    assertThrows(IllegalStateException.class, filing::fileIncidents);
    assertEquals(1, filing.fileEachIncident());
    assertEquals(List.of("c", "d"), open().getFirst().incident().alerts());
    assertEquals("inc-c", alerts.get("d").orElseThrow().incident());
    assertEquals(Long.MAX_VALUE, filing.incidentsDueIn(), "nothing is tried for ever");
  }

  @Test
  void aLinkToAnIncidentThatNeverCameIsNoEnd() {
    alerts.put(List.of(alert("a", "10.0.0.1", 0)), _ -> false);
    alerts.link(Map.of("a", "inc-lost"));
    filing = filing();
    filing.restore();
    file(List.of(alert("a", "10.0.0.1", 0), alert("b", "10.0.0.1", 1)));
    assertEquals(List.of("a", "b"), open().getFirst().incident().alerts());
    assertEquals("inc-a", alerts.get("a").orElseThrow().incident());
  }

  private Filing filing() {
    RuleControl control = new RuleControl(new InMemorySystemStore(), Clock.systemUTC());
    return new Filing(
        watched(AlertStore.class, "alerts.", alerts),
        watched(IncidentStore.class, "incidents.", incidents),
        control,
        told::add,
        incident -> toldOfIncidents.add(incident.incident().id()));
  }

  private List<StoredIncident> open() {
    return incidents.search(IncidentSearch.in(Set.of(), 100)).items();
  }

  /** The store behind a notebook of what is asked of it, and away when the test says so. */
  private <T> T watched(Class<T> port, String prefix, T store) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (_, method, arguments) -> {
              String call = prefix + method.getName();
              if (!isEmpty(arguments[0])) {
                asked.add(call);
              }
              if (call.equals(awayFor)) {
                throw new StoreAwayException("away", new IllegalStateException("test"));
              }
              if (arguments[0] instanceof List<?> list && list.toString().contains(refused)) {
                throw new IllegalStateException("refused");
              }
              return method.invoke(store, arguments);
            }));
  }

  /** Nothing is asked of a store with an empty list. */
  private static boolean isEmpty(Object argument) {
    return argument instanceof Collection<?> list && list.isEmpty()
        || argument instanceof Map<?, ?> map && map.isEmpty();
  }

  /** One round of the desk, incidents at once. */
  private void file(List<Alert> batch) {
    filing.take(batch);
    filing.fileIncidents();
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
}
