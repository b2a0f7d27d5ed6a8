package songlam.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Condition;
import songlam.core.correlate.Entity;
import songlam.core.correlate.Evidence;
import songlam.core.correlate.Pipeline;
import songlam.core.event.Severity;
import songlam.core.event.Text;
import songlam.core.incident.Act;
import songlam.core.incident.Triage;
import songlam.core.incident.TriageState;
import songlam.core.store.AlertSearch.Order;

/** What every alert store does. */
public interface AlertStoreContract {
  /** An empty store. */
  AlertStore store();

  static Alert alert(String id, Severity severity, long lastSeen, long count) {
    return new Alert(
        id,
        "security/guessing",
        "security",
        Pipeline.SECURITY,
        severity,
        new Text("Dò mật khẩu", "Password guessing"),
        new Text("Nhiều lần sai", "Many failures"),
        "203.0.113.7",
        List.of(new Entity("ip", "203.0.113.7", Entity.ATTACKER)),
        1_000,
        lastSeen,
        count,
        List.of(new Evidence(EventStoreContract.event(1), "failure")),
        List.of("T1110"),
        Condition.ACTIVE,
        null,
        null,
        false,
        true);
  }

  private static AlertSearch search(@Nullable String entity, Set<TriageState> states, int size) {
    return new AlertSearch(
        Set.of(),
        Set.of(),
        states,
        Set.of(),
        null,
        entity,
        null,
        "dò MẬT",
        0,
        9_999,
        Order.URGENCY,
        size,
        null);
  }

  @Test
  default void growthLeavesThePeoplesSideAlone() {
    AlertStore store = store();
    store.put(List.of(alert("a", Severity.HIGH, 2_000, 5)), _ -> false);
    StoredAlert first = store.get("a").orElseThrow();
    assertEquals(Triage.NEW, first.triage());
    store.triage("a", first.triage().after(new Act.Take(), "an", 5), first.version());
    store.link(Map.of("a", "inc-a", "unknown", "inc-a"));
    store.put(List.of(alert("a", Severity.HIGH, 3_000, 9)), _ -> false);
    StoredAlert grown = store.get("a").orElseThrow();
    assertEquals(9, grown.alert().count());
    assertEquals(1, grown.alert().evidence().size());
    assertEquals("an", grown.triage().assignee());
    assertEquals("inc-a", grown.incident());
  }

  @Test
  default void everyChangeAnswersWithWhatIsStoredThen() {
    AlertStore store = store();
    Alert quiet = alert("quiet", Severity.LOW, 1_000, 1);
    List<StoredAlert> put =
        store.put(List.of(quiet, alert("loud", Severity.HIGH, 2_000, 5)), quiet::equals);
    assertEquals(List.of("quiet", "loud"), put.stream().map(s -> s.alert().id()).toList());
    assertEquals(List.of(true, false), put.stream().map(StoredAlert::muted).toList());
    StoredAlert taken =
        store.triage(
            "loud", put.getLast().triage().after(new Act.Take(), "an", 5), put.getLast().version());
    List<StoredAlert> linked = store.link(Map.of("loud", "inc", "unknown", "inc"));
    assertEquals(1, linked.size());
    assertEquals("inc", linked.getFirst().incident());
    assertEquals(taken.triage(), linked.getFirst().triage());
    assertEquals(taken.version(), linked.getFirst().version());
    List<StoredAlert> muted = store.mute(List.of("unknown", "loud"), true);
    assertEquals(List.of("an"), muted.stream().map(s -> s.triage().assignee()).toList());
    assertTrue(muted.getFirst().muted());
    List<StoredAlert> heardAgain = store.put(List.of(quiet), _ -> false);
    assertFalse(heardAgain.getFirst().muted());
    assertEquals(Set.of("quiet", "loud"), store.get(List.of("loud", "no", "quiet")).keySet());
    assertEquals(Map.of(), store.get(List.of()));
    assertEquals(List.of(), store.put(List.of(), _ -> false));
  }

  @Test
  default void mutedIsShelvedWhateverTheMachineKnows() {
    AlertStore store = store();
    store.put(
        List.of(alert("muted", Severity.LOW, 1_000, 1), alert("heard", Severity.LOW, 2_000, 1)),
        alert -> alert.id().equals("muted"));
    store.refresh();
    StoredAlert muted = store.get("muted").orElseThrow();
    assertEquals(Condition.SHELVED, muted.condition());
    assertFalse(muted.calls());
    assertEquals(List.of("muted"), ids(store, Set.of(Condition.SHELVED)));
    assertEquals(List.of("heard"), ids(store, Condition.CALLING));
    assertEquals(
        List.of("heard", "muted"), ids(store, Set.of(Condition.SHELVED, Condition.ACTIVE)));
    assertEquals(List.of(), ids(store, Set.of(Condition.RETURNED)));
    store.mute(List.of("muted"), false);
    store.refresh();
    assertEquals(List.of("heard", "muted"), ids(store, Set.of(Condition.ACTIVE)));
  }

  private static List<String> ids(AlertStore store, Set<Condition> conditions) {
    AlertSearch all = AlertSearch.ALL;
    return store
        .search(
            new AlertSearch(
                all.pipelines(),
                all.severities(),
                all.states(),
                conditions,
                null,
                null,
                null,
                "",
                all.from(),
                all.to(),
                Order.LAST_SEEN,
                100,
                null))
        .items()
        .stream()
        .map(stored -> stored.alert().id())
        .toList();
  }

  @Test
  default void growthDoesNotSpoilAPersonsVersion() {
    AlertStore store = store();
    store.put(List.of(alert("a", Severity.HIGH, 2_000, 5)), _ -> false);
    StoredAlert read = store.get("a").orElseThrow();
    store.put(List.of(alert("a", Severity.HIGH, 3_000, 9)), _ -> false);
    Triage taken = read.triage().after(new Act.Take(), "an", 5);
    assertEquals(9, store.triage("a", taken, read.version()).alert().count());
  }

  @Test
  default void theSecondOfTwoPeopleIsTold() {
    AlertStore store = store();
    store.put(List.of(alert("a", Severity.HIGH, 2_000, 5)), _ -> false);
    StoredAlert read = store.get("a").orElseThrow();
    Triage taken = read.triage().after(new Act.Take(), "an", 5);
    store.triage("a", taken, read.version());
    assertThrows(VersionConflictException.class, () -> store.triage("a", taken, read.version()));
  }

  @Test
  default void listsTheMostUrgentFirstAndFilters() {
    AlertStore store = store();
    store.put(
        List.of(
            alert("low", Severity.LOW, 9_000, 1),
            alert("old", Severity.HIGH, 2_000, 1),
            alert("young", Severity.HIGH, 3_000, 1)),
        _ -> false);
    store.mute(List.of("low"), true);
    store.refresh();
    assertEquals(
        List.of("young", "old", "low"),
        store.search(search("ip:203.0.113.7", Set.of(), 100)).items().stream()
            .map(stored -> stored.alert().id())
            .toList());
    assertEquals(0, store.search(search("198.51.100.1", Set.of(), 100)).total());
    assertEquals(0, store.search(search(null, Set.of(TriageState.CLOSED), 100)).total());
    assertEquals(3, store.search(search(null, Set.of(), 0)).total());
    assertTrue(store.get("low").orElseThrow().muted());
  }

  @Test
  default void countsByRule() {
    AlertStore store = store();
    assertEquals(Map.of(), store.countByRule(0, 9_999));
    store.put(
        List.of(
            alert("a", Severity.HIGH, 2_000, 5),
            alert("b", Severity.LOW, 3_000, 5),
            alert("late", Severity.LOW, 9_000, 5)),
        _ -> false);
    store.mute(List.of("b"), true);
    store.refresh();
    assertEquals(Map.of("security/guessing", 3L), store.countByRule(2_000, 9_999));
    assertEquals(Map.of("security/guessing", 1L), store.countByRule(3_001, 9_999));
    assertEquals(Map.of(), store.countByRule(0, 1_000), "first seen at 1,000");
  }
}
