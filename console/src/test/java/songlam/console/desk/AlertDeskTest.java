package songlam.console.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Condition;
import songlam.core.correlate.Entity;
import songlam.core.correlate.Evidence;
import songlam.core.correlate.Pipeline;
import songlam.core.event.Caps;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.event.Severity;
import songlam.core.event.Text;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.store.AlertStore;
import songlam.core.store.InMemoryAlertStore;
import songlam.core.store.InMemoryIncidentStore;
import songlam.core.store.IncidentSearch;
import songlam.core.store.IncidentStore;
import songlam.core.store.StoredAlert;
import songlam.core.store.StoredIncident;

@Timeout(30)
class AlertDeskTest {
  private static final long MINUTE = 60_000;
  private static final long TEN = 1_795_489_200_000L;

  private final InMemoryAlertStore alerts = new InMemoryAlertStore();
  private final InMemoryIncidentStore incidents = new InMemoryIncidentStore();
  private final List<StoredAlert> told = new ArrayList<>();

  @Test
  void alertsOnEitherSideOfARestartAreOneIncident() throws Exception {
    day(alert("a", Severity.MEDIUM, 0, 5, Condition.ACTIVE));
    assertEquals(List.of(), incidents());
    day(alert("b", Severity.MEDIUM, 10, 5, Condition.ACTIVE));
    assertEquals(List.of("a", "b"), incidents().getFirst().incident().alerts());
    day(alert("c", Severity.MEDIUM, 20, 5, Condition.ACTIVE));
    assertEquals(1, incidents().size());
    assertEquals(List.of("a", "b", "c"), incidents().getFirst().incident().alerts());
    assertEquals("inc-a", alerts.get("c").orElseThrow().incident());
  }

  @Test
  void anAlertThatReturnsAfterADayStaysInItsIncident() throws Exception {
    day(alert("a", Severity.HIGH, 0, 5, Condition.ACTIVE));
    day(alert("z", Severity.HIGH, 24 * 60, 5, Condition.ACTIVE, "198.51.100.9"));
    day(alert("a", Severity.HIGH, 0, 5, Condition.RETURNED));
    assertEquals(2, incidents().size());
    assertEquals("inc-a", alerts.get("a").orElseThrow().incident());
    assertEquals(Condition.RETURNED, alerts.get("a").orElseThrow().alert().condition());
  }

  @Test
  void whatIsHandedOverAgainAfterARestartTurnsNothingBack() throws Exception {
    day(
        alert("a", Severity.HIGH, 0, 5, Condition.ACTIVE),
        alert("a", Severity.HIGH, 0, 9, Condition.RETURNED));
    int before = told.size();
    day(alert("a", Severity.HIGH, 0, 5, Condition.ACTIVE));
    day(alert("a", Severity.HIGH, 0, 9, Condition.ACTIVE));
    assertEquals(9, alerts.get("a").orElseThrow().alert().count());
    assertEquals(Condition.RETURNED, alerts.get("a").orElseThrow().alert().condition());
    assertEquals(before, told.size());
  }

  /** The same attack, found first with what had come late: it goes on, and people must hear. */
  @Test
  void whatTheLiveStreamTellsStandsOverWhatWasFoundLate() throws Exception {
    day(late(alert("a", Severity.HIGH, 0, 25, Condition.RETURNED)));
    day(alert("a", Severity.HIGH, 0, 20, Condition.ACTIVE));
    Alert now = alerts.get("a").orElseThrow().alert();
    assertEquals(20, now.count());
    assertEquals(Condition.ACTIVE, now.condition());
    assertFalse(now.late());
    day(late(alert("a", Severity.HIGH, 0, 26, Condition.RETURNED)));
    assertEquals(now, alerts.get("a").orElseThrow().alert());
    Alert live = alert("b", Severity.HIGH, 0, 20, Condition.ACTIVE);
    day(live, late(alert("b", Severity.HIGH, 0, 25, Condition.RETURNED)));
    assertEquals(live, alerts.get("b").orElseThrow().alert());
  }

  private static Alert late(Alert alert) {
    return new Alert(
        alert.id(),
        alert.rule(),
        alert.pack(),
        alert.pipeline(),
        alert.severity(),
        alert.title(),
        alert.reason(),
        alert.groupKey(),
        alert.entities(),
        alert.firstSeen(),
        alert.lastSeen(),
        alert.count(),
        alert.evidence(),
        alert.attack(),
        alert.condition(),
        alert.place(),
        alert.playbook(),
        true,
        alert.simulated());
  }

  @Test
  void aSuppressedAlertIsKeptButOpensNoIncident() throws Exception {
    day(alert("a", Severity.HIGH, 0, 5, Condition.SUPPRESSED));
    assertEquals(List.of(), incidents());
    assertNull(alerts.get("a").orElseThrow().incident());
    day(alert("a", Severity.HIGH, 0, 5, Condition.ACTIVE));
    assertEquals(1, incidents().size());
  }

  @Test
  void growthGoesTogetherAndWhatIsNewAtOnce() throws Exception {
    RuleControl control = new RuleControl(new InMemorySystemStore(), Clock.systemUTC());
    List<StoredAlert> heard = Collections.synchronizedList(new ArrayList<>());
    try (AlertDesk desk =
        new AlertDesk(alerts, incidents, control, heard::add, _ -> {}, new Caps())) {
      desk.start();
      desk.raise(alert("a", Severity.LOW, 0, 1, Condition.ACTIVE));
      await(() -> heard.size() == 1);
      for (int count = 2; count <= 200; count++) {
        desk.raise(alert("a", Severity.LOW, 0, count, Condition.ACTIVE));
        Thread.sleep(1);
      }
      desk.raise(alert("b", Severity.LOW, 60 * 24, 1, Condition.ACTIVE, "198.51.100.9"));
      await(() -> alerts.get("b").isPresent());
      await(() -> alerts.get("a").orElseThrow().alert().count() == 200);
      assertTrue(heard.size() <= 5, heard.size() + " times told of 200 changes");
      desk.raise(alert("a", Severity.LOW, 0, 200, Condition.RETURNED));
      long before = System.nanoTime();
      await(() -> alerts.get("a").orElseThrow().alert().condition() == Condition.RETURNED);
      assertTrue(System.nanoTime() - before < 900_000_000L, "a change of standing does not wait");
      desk.raise(alert("a", Severity.LOW, 0, 201, Condition.RETURNED));
    }
    assertEquals(201, alerts.get("a").orElseThrow().alert().count(), "closing leaves nothing");
  }

  /** One pack's snapshot does not make all others' alerts be written. */
  @Test
  void aPackWaitsForItsOwnAlertsOnly() throws Exception {
    RuleControl control = new RuleControl(new InMemorySystemStore(), Clock.systemUTC());
    try (AlertDesk desk =
        new AlertDesk(alerts, incidents, control, told::add, _ -> {}, new Caps())) {
      desk.start();
      desk.raise(alert("a", Severity.HIGH, 0, 5, Condition.ACTIVE));
      settle(desk, "security");
      assertEquals(5, count("a"));
      // The first growth goes at once, what comes after it waits for the next second.
      desk.raise(alert("a", Severity.HIGH, 0, 6, Condition.ACTIVE));
      await(() -> count("a") == 6);
      long began = System.nanoTime();
      desk.raise(alert("a", Severity.HIGH, 0, 7, Condition.ACTIVE));
      settle(desk, "traffic");
      boolean isSoon = System.nanoTime() - began < 500_000_000L;
      assertTrue(!isSoon || count("a") == 6, "not awaited");
      settle(desk, "security");
      assertEquals(7, count("a"), "awaited");
      assertEquals(1, incidents().size());
    }
  }

  @Test
  void growthTakesOnePartInTwentyAndIsNeverLongInComing() {
    assertEquals(1_000, AlertDesk.growthPause(3));
    assertEquals(9_500, AlertDesk.growthPause(500));
    assertEquals(20_000, AlertDesk.growthPause(600_000), "the store was away");
  }

  /** As it is stored; 0 when it is not. */
  private long count(String id) {
    return alerts.get(id).map(stored -> stored.alert().count()).orElse(0L);
  }

  private static void settle(AlertDesk desk, String pack) throws InterruptedException {
    CountDownLatch kept = new CountDownLatch(1);
    desk.settle(pack, kept::countDown);
    assertTrue(kept.await(10, TimeUnit.SECONDS));
  }

  @Test
  void whatTheStoreWillNotTakeIsCounted() throws Exception {
    RuleControl control = new RuleControl(new InMemorySystemStore(), Clock.systemUTC());
    try (AlertDesk desk =
        new AlertDesk(
            refusing(AlertStore.class, alerts, "id=bad"),
            refusing(IncidentStore.class, incidents, "id=inc-c"),
            control,
            _ -> {},
            _ -> {},
            new Caps())) {
      desk.start();
      desk.raise(alert("bad", Severity.HIGH, 0, 5, Condition.ACTIVE, "198.51.100.9"));
      desk.raise(alert("a", Severity.HIGH, 0, 5, Condition.ACTIVE));
      desk.raise(alert("c", Severity.HIGH, 0, 5, Condition.ACTIVE, "198.51.100.7"));
      settle(desk, "security");
      assertEquals(1, desk.refusedAlerts());
      assertEquals(1, desk.refusedIncidents());
      assertEquals(1, incidents().size());
    }
  }

  /** The store, which will not put anything whose text holds this. */
  private static <T> T refusing(Class<T> port, T store, String what) {
    Object proxy =
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (_, method, arguments) -> {
              if (method.getName().equals("put") && arguments[0].toString().contains(what)) {
                throw new IllegalStateException("refused");
              }
              return method.invoke(store, arguments);
            });
    return port.cast(proxy);
  }

  private static void await(BooleanSupplier what) throws InterruptedException {
    while (!what.getAsBoolean()) {
      Thread.sleep(5);
    }
  }

  /** A life of the desk, from start to end, through which these alerts come. */
  private void day(Alert... raised) throws Exception {
    RuleControl control = new RuleControl(new InMemorySystemStore(), Clock.systemUTC());
    try (AlertDesk desk =
        new AlertDesk(alerts, incidents, control, told::add, _ -> {}, new Caps())) {
      desk.start();
      for (Alert alert : raised) {
        desk.raise(alert);
      }
      settle(desk, "security");
      for (Alert alert : raised) {
        assertTrue(alerts.get(alert.id()).isPresent(), "settled means stored");
      }
    }
  }

  private List<StoredIncident> incidents() {
    return incidents.search(IncidentSearch.in(Set.of(), 100)).items();
  }

  private static Alert alert(
      String id, Severity severity, long minute, long count, Condition condition) {
    return alert(id, severity, minute, count, condition, "203.0.113.7");
  }

  private static Alert alert(
      String id, Severity severity, long minute, long count, Condition condition, String ip) {
    long at = TEN + minute * MINUTE;
    return new Alert(
        id,
        "security/" + id,
        "security",
        Pipeline.SECURITY,
        severity,
        new Text("tiêu đề", "title"),
        new Text("vì " + count, "because " + count),
        ip,
        List.of(new Entity("ip", ip, Entity.ATTACKER)),
        at,
        at + MINUTE,
        count,
        List.of(
            new Evidence(
                new EventBuilder().timestamp(at).build(new EventId("n1", 0, minute, 0)), "")),
        List.of("T1110"),
        condition,
        null,
        null,
        false,
        false);
  }
}
