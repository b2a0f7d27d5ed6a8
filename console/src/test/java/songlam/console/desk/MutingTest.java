package songlam.console.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import songlam.console.HandClock;
import songlam.console.api.alert.AlertActs;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Condition;
import songlam.core.correlate.Entity;
import songlam.core.correlate.Pipeline;
import songlam.core.event.Caps;
import songlam.core.event.Severity;
import songlam.core.event.Text;
import songlam.core.incident.Act;
import songlam.core.incident.Verdict;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.store.InMemoryAlertStore;
import songlam.core.store.InMemoryIncidentStore;
import songlam.core.store.StoredAlert;

class MutingTest {
  private static final long NOW = Instant.parse("2026-11-24T03:00:00Z").toEpochMilli();
  private static final long LATER = NOW + 3_600_000;

  private final InMemorySystemStore system = new InMemorySystemStore();
  private final InMemoryAlertStore alerts = new InMemoryAlertStore();
  private final List<String> told = new ArrayList<>();
  private final List<String> audit = new ArrayList<>();
  private final HandClock clock = new HandClock(NOW);
  private final RuleControl control = new RuleControl(system, clock);
  private final UnsteadyAlertStore store = new UnsteadyAlertStore(alerts);
  private final Muting muting = muting(control);

  @Test
  void whatWaitsLeavesAtOnceAndComesBackWhenItIsTakenBack() {
    alerts.put(List.of(alert("a", "r", "10.0.0.1"), alert("b", "r", "10.0.0.2")), _ -> false);
    alerts.put(List.of(alert("c", "other", "10.0.0.1"), alert("d", "r", "10.0.0.1")), _ -> false);
    StoredAlert open = alerts.get("d").orElseThrow();
    alerts.triage(
        "d", open.triage().after(new Act.Close(Verdict.BENIGN, "ok"), "lan", NOW), open.version());

    String id = muting.mute("r", "ip", "10.0.0.1", LATER, "scanner", "lan").id();
    assertEquals(List.of("atrue"), told, "not another entity, rule, or a closed one");
    assertTrue(isMuted("a"));

    muting.unmute(id);
    assertEquals(List.of("atrue", "a calls"), told);
    assertFalse(isMuted("a"));
  }

  @Test
  void whatAnotherMuteHoldsStaysAway() {
    alerts.put(List.of(alert("a", "r", "10.0.0.1")), _ -> false);
    String first = muting.mute("r", "ip", "10.0.0.1", LATER, "one", "lan").id();
    muting.mute("r", "ip", "10.0.0.1", LATER, "two", "minh");
    muting.unmute(first);
    assertTrue(isMuted("a"));
  }

  @Test
  void aPageIsNotTheEnd() {
    alerts.put(
        IntStream.range(0, 1_203).mapToObj(i -> alert("a" + i, "r", "10.0.0.1")).toList(),
        _ -> false);
    muting.mute("r", "ip", "10.0.0.1", LATER, "noise", "lan");
    assertEquals(1_203, told.stream().distinct().count());
  }

  @Test
  void oneThatGoesOnAfterItsMuteIsOverComesBack() {
    alerts.put(List.of(alert("a", "r", "10.0.0.1")), _ -> false);
    muting.mute("r", "ip", "10.0.0.1", LATER, "for an hour", "lan");
    filing().take(List.of(alert("a", "r", "10.0.0.1", LATER)));
    assertEquals(List.of("atrue", "grownfalse"), told.stream().distinct().toList());
  }

  @Test
  void whatDoesNotGrowComesBackWhenTheTimeIsOver() {
    alerts.put(List.of(alert("a", "r", "10.0.0.1"), over("b", "10.0.0.1")), _ -> false);
    String id = muting.mute("r", "ip", "10.0.0.1", LATER, "for an hour", "lan").id();
    muting.work();
    told.clear();
    clock.millis = LATER - 1;
    muting.work();
    assertEquals(List.of(), told);
    assertEquals(List.of(), audit);
    clock.millis = LATER;
    muting.work();
    assertEquals(List.of("a calls", "bfalse"), told.stream().sorted().toList());
    assertEquals(
        List.of("platform ended mute " + id + " of r for ip:10.0.0.1: its time is over"), audit);
    muting.work();
    assertEquals(2, told.size());
    assertEquals(1, audit.size());
    assertEquals(List.of(), new RuleControl(system, clock).over(), "nothing of it is kept");
  }

  @Test
  void whatComesBackWaitsForTheStoreAndForTheNextStart() {
    alerts.put(List.of(alert("a", "r", "10.0.0.1")), _ -> false);
    muting.mute("r", "ip", "10.0.0.1", LATER, "for an hour", "lan");
    muting.work();
    clock.millis = LATER;
    store.isAway = true;
    muting.work();
    muting.work();
    assertTrue(isMuted("a"));
    assertEquals(List.of(), audit);
    store.isAway = false;
    muting(new RuleControl(system, clock)).work();
    assertFalse(isMuted("a"));
    assertEquals(1, audit.size());
  }

  @Test
  void whatCameBackWithoutAnAnswerIsToldOfLater() {
    alerts.put(List.of(alert("a", "r", "10.0.0.1"), alert("b", "r", "10.0.0.1")), _ -> false);
    String id = muting.mute("r", "ip", "10.0.0.1", LATER, "scanner", "lan").id();
    muting.work();
    told.clear();
    store.losesAnswer = true;
    muting.unmute(id);
    assertEquals(List.of(), told);
    assertFalse(isMuted("a"));
    muting.work();
    assertEquals(List.of("a calls", "b calls"), told.stream().sorted().toList());
    muting.work();
    assertEquals(2, told.size());
  }

  @Test
  void whatIsTakenBackWhileTheStoreIsAwayComesBackWithIt() {
    alerts.put(List.of(alert("a", "r", "10.0.0.1")), _ -> false);
    String id = muting.mute("r", "ip", "10.0.0.1", LATER, "scanner", "lan").id();
    muting.work();
    store.isAway = true;
    muting.unmute(id);
    muting.work();
    store.isAway = false;
    muting.work();
    assertFalse(isMuted("a"));
    store.isAway = true;
    muting.mute("r", "ip", "10.0.0.1", LATER, "scanner", "lan");
    store.isAway = false;
    muting.work();
    assertTrue(isMuted("a"), "what is to leave does, too");
  }

  @Test
  void whatIsReopenedIsAsTheMutesHaveItNow() {
    alerts.put(List.of(alert("a", "r", "10.0.0.1")), _ -> false);
    muting.mute("r", "ip", "10.0.0.1", LATER, "for an hour", "lan");
    muting.work();
    AlertActs acts =
        new AlertActs(
            store,
            muting,
            clock,
            (_, _) -> {},
            stored -> told.add("acted" + stored.muted()),
            new Caps());
    acts.apply("a", new Act.Close(Verdict.BENIGN, "ok"), "lan", null);
    clock.millis = LATER;
    muting.work();
    assertTrue(isMuted("a"), "nobody looks for it");
    acts.apply("a", new Act.Reopen(), "lan", null);
    assertFalse(isMuted("a"));
    assertEquals("actedfalse", told.getLast());
  }

  @Test
  void aMuteThatEndsWhileAnAlertIsWrittenDoesNotKeepIt() {
    muting.mute("r", "ip", "10.0.0.1", LATER, "for an hour", "lan");
    store.whileWriting =
        () -> {
          clock.millis = LATER;
          muting.work();
        };
    filing().take(List.of(alert("a", "r", "10.0.0.1")));
    assertFalse(isMuted("a"));
    assertEquals("grownfalse", told.getLast());
  }

  private Filing filing() {
    return new Filing(
        store,
        new InMemoryIncidentStore(),
        control,
        stored -> told.add("grown" + stored.muted()),
        _ -> {});
  }

  private Muting muting(RuleControl control) {
    return new Muting(
        control,
        store,
        stored -> told.add(stored.alert().id() + stored.muted()),
        stored -> told.add(stored.alert().id() + " calls"),
        (who, what) -> audit.add(who + " " + what));
  }

  private boolean isMuted(String id) {
    return alerts.get(id).orElseThrow().muted();
  }

  private static Alert alert(String id, String rule, String ip) {
    return alert(id, rule, ip, NOW);
  }

  private static Alert over(String id, String ip) {
    return alert(id, "r", ip, NOW, Condition.RETURNED);
  }

  private static Alert alert(String id, String rule, String ip, long lastSeen) {
    return alert(id, rule, ip, lastSeen, Condition.ACTIVE);
  }

  private static Alert alert(
      String id, String rule, String ip, long lastSeen, Condition condition) {
    return new Alert(
        id,
        rule,
        "security",
        Pipeline.SECURITY,
        Severity.HIGH,
        new Text("tiêu đề", "title"),
        new Text("vì", "because"),
        ip,
        List.of(new Entity("ip", ip, Entity.ATTACKER)),
        NOW,
        lastSeen,
        lastSeen == NOW ? 1 : 2,
        List.of(),
        List.of(),
        condition,
        null,
        null,
        false,
        false);
  }
}
