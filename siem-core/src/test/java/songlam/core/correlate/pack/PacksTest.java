package songlam.core.correlate.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import songlam.core.correlate.Alert;
import songlam.core.correlate.AlertSink;
import songlam.core.correlate.Condition;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.event.Severity;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.journal.SystemStore.Family;
import songlam.core.pipeline.Detected;
import songlam.core.pipeline.Faults;

/** Packs beside each other: one that breaks costs the others nothing. */
@Timeout(120)
class PacksTest {
  private final List<Alert> alerts = new CopyOnWriteArrayList<>();
  private final Faults faults = new Faults();
  private final InMemorySystemStore system = new InMemorySystemStore();
  private final Map<PackVersion, Pack> shelf = new ConcurrentHashMap<>();
  private long offset;
  private long now = TrialStream.START;

  @Test
  void aPackThatThrowsIsSwitchedOffAlone() {
    assertFailsAlone(
        () -> {
          throw new IllegalStateException("no");
        });
  }

  @Test
  void aPackThatNeverComesBackIsSwitchedOffAlone() {
    assertFailsAlone(
        () -> {
          while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
          }
        });
  }

  /** As many alerts of one step as take longer together than a step without alerts may. */
  @Test
  void aPackThatIsSlowedDownByItsAlertsIsNotSwitchedOff() {
    AlertSink slow =
        alert -> {
          LockSupport.parkNanos(Handover.PATIENCE_NANOS / 4);
          alerts.add(alert);
        };
    try (Packs packs = packs(slow, named("slowed", ""))) {
      for (int key = 0; key < 5; key++) {
        attempts(packs, 5, "192.0.2." + key, 10);
      }
      now += 8_000;
      packs.tick(offset++, now);
      packs.close();
      assertEquals(List.of(), packs.off());
    }
    assertEquals(5, alerts.size());
  }

  private void assertFailsAlone(Runnable failing) {
    AlertSink sink =
        alert -> {
          if (alert.pack().equals("failing")) {
            failing.run();
          } else {
            alerts.add(alert);
          }
        };
    try (Packs packs = packs(sink, named("failing", ""), named("sound", ""))) {
      attempts(packs, 10);
    }
    assertEquals(10, alerts.getLast().count());
    assertEquals("sound/counted", alerts.getLast().rule());
    assertTrue(
        faults.since(0).stream()
            .anyMatch(f -> f.source().equals("pack/failing") && f.kind().equals("pack")),
        faults.since(0).toString());
  }

  @Test
  void aRuleThatThrowsIsSwitchedOffAlone() {
    Pack throwing = named("throwing", "rule \"t\" when Noticed() then int i = 1 / 0; end");
    try (Packs packs = packs(throwing, named("sound", ""))) {
      attempts(packs, 10);
    }
    assertSwitchedOff("throwing", "t", "by zero");
  }

  @Test
  void aRuleThatPutsTooMuchTogetherIsSwitchedOffAlone() {
    String pairs =
        "rule \"p\" when $a : Noticed() $b : Noticed( key != $a.key )"
            + " $c : Noticed( key != $b.key ) $d : Noticed( key != $c.key ) then end\n"
            + "rule \"fine\" when $n : Noticed() then alerts.alert($n, Severity.HIGH); end";
    try (Packs packs = packs(named("pairing", pairs))) {
      for (int key = 0; key < 60; key++) {
        attempts(packs, 5, "192.0.2." + key, 10);
      }
      now += 8_000;
      packs.tick(offset++, now);
    }
    assertTrue(
        faults.since(0).stream().anyMatch(f -> f.kind().equals("rule") && f.origin().equals("p")),
        faults.since(0).toString());
    assertEquals(60, alerts.stream().map(Alert::id).distinct().count());
    assertTrue(alerts.stream().allMatch(a -> a.severity() == Severity.HIGH));
  }

  @Test
  void aRuleStaysOffOverARestartUntilTheCodeIsAnother() {
    Pack throwing = named("one", "rule \"t\" when Noticed( count == 5 ) then int i = 1 / 0; end");
    try (Packs packs = packs(throwing)) {
      attempts(packs, 10);
    }
    long reported = faults.since(0).stream().filter(f -> f.kind().equals("rule")).count();
    assertEquals(1, reported);
    Packs again = packs(throwing);
    assertEquals(Set.of("one/t"), again.failedRules().keySet());
    again.close();
    Packs other = packs(named("one", "rule \"t\" when Noticed( count == 99 ) then end"));
    assertEquals(Set.of(), other.failedRules().keySet());
    other.close();
  }

  @Test
  void aVersionComesIntoForceAtItsPlaceAndStaysOverARestart() {
    Pack graver =
        named(
            "one", "rule \"g\" when $n : Noticed() then" + " alerts.alert($n, Severity.HIGH); end");
    try (Packs packs = packs(named("one", ""))) {
      attempts(packs, 10);
      String version = packs.prepare(graver);
      packs.activate(offset++, "one", version);
      attempts(packs, 10);
    }
    assertEquals(Severity.HIGH, alerts.getLast().severity());
    assertEquals(20, alerts.getLast().count());
    assertEquals(1, alerts.stream().map(Alert::id).distinct().count());
    try (Packs packs = packs(graver)) {
      attempts(packs, 10);
    }
    assertEquals(30, alerts.getLast().count());
    assertEquals(1, alerts.stream().map(Alert::id).distinct().count());
  }

  @Test
  void whatCameBehindTheLastTickIsInTheLastSnapshotAndCountsOnce() {
    long end;
    try (Packs packs = packs(named("one", ""))) {
      attempts(packs, 10);
      attempts(packs, 5, "192.0.2.1", 100);
      end = offset;
      packs.finish(end);
      assertEquals(end, packs.safeOffset(end));
    }
    try (Packs packs = packs(named("one", ""))) {
      assertEquals(end, packs.safeOffset(end), "nothing is needed again");
      offset = end - 5;
      now -= 500;
      attempts(packs, 5, "192.0.2.1", 100);
      attempts(packs, 5);
    }
    assertEquals(20, alerts.getLast().count());
  }

  @Test
  void aVersionThatHeldAtTheSnapshotIsFollowedByThoseOfTheJournal() {
    Pack graver = grave(Severity.HIGH);
    Pack gravest = grave(Severity.CRITICAL);
    shelf.put(version(graver), graver);
    shelf.put(version(named("one", "")), named("one", ""));
    try (Packs packs = packs(named("one", ""))) {
      attempts(packs, 10);
    }
    try (Packs packs = packs(gravest)) {
      assertEquals("", packs.inForce().getFirst().drl(), "what the snapshot was made by");
      attempts(packs, 10);
      packs.correlateWith(offset++, Map.of("one", graver.version()));
      attempts(packs, 10);
      assertEquals(List.of(), lost());
      packs.correlateWith(offset++, Map.of("one", "ffff"));
      attempts(packs, 10);
    }
    assertEquals(
        List.of(Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL),
        alerts.stream().map(Alert::severity).distinct().toList());
    assertEquals(40, alerts.getLast().count());
    assertEquals(1, alerts.stream().map(Alert::id).distinct().count());
    assertEquals(
        List.of(
            "Version ffff of rule pack one cannot be made again, that of now takes its place:"
                + " it is not kept"),
        lost());
  }

  @Test
  void aVersionThatNoLongerCompilesIsTold() {
    Pack wrong = named("one", "rule \"r\" when Noticed( no such thing ) then end");
    shelf.put(version(wrong), wrong);
    try (Packs packs = packs(named("one", ""))) {
      attempts(packs, 5);
      packs.correlateWith(offset++, Map.of("one", wrong.version()));
      attempts(packs, 5);
    }
    assertEquals(10, alerts.getLast().count());
    assertEquals(1, lost().size());
    assertTrue(lost().getFirst().startsWith("Version " + wrong.version() + " of rule pack one"));
  }

  @Test
  void aPackThatEndsIsForgottenAndBeginsAnew() {
    Map<String, String> sound = versions(named("sound", ""));
    Map<String, String> both = versions(named("one", ""), named("sound", ""));
    try (Packs packs = packs(named("one", ""), named("sound", ""))) {
      attempts(packs, 10);
      packs.correlateWith(offset++, sound);
      attempts(packs, 10);
      assertEquals(List.of("sound"), packs.inForce().stream().map(Pack::id).toList());
    }
    assertEquals(10, latest("one").count());
    assertEquals(Condition.RETURNED, latest("one").condition(), "nothing would end it any more");
    long begun = offset;
    try (Packs packs = packs(named("one", ""), named("sound", ""))) {
      assertEquals(List.of("sound"), packs.inForce().stream().map(Pack::id).toList());
      packs.correlateWith(begun - 20, both);
      assertEquals(1, packs.inForce().size(), "its end is behind that");
      packs.correlateWith(offset++, both);
      attempts(packs, 7);
    }
    assertEquals(7, latest("one").count());
    assertEquals(27, latest("sound").count());
  }

  @Test
  void aRepairedVersionTakesThePlaceOfOneThatFailed() {
    try (Packs packs = packs(named("one", ""), named("sound", ""))) {
      attempts(packs, 2);
    }
    try (Packs packs = packs(refusing(Severity.MEDIUM), named("one", ""), named("sound", ""))) {
      attempts(packs, 5);
      packs.prepare(grave(Severity.HIGH));
      packs.correlateWith(offset++, versions(grave(Severity.HIGH), named("sound", "")));
      assertEquals(List.of(), packs.off());
      attempts(packs, 6);
    }
    assertEquals(6, latest("one").count(), "what failed is behind it");
    try (Packs packs = packs(grave(Severity.HIGH), named("sound", ""))) {
      attempts(packs, 5);
    }
    assertEquals(11, latest("one").count());
    assertEquals(18, latest("sound").count());
  }

  @Test
  void aPackThatFailedStaysSwitchedOffUntilItIsAnother() {
    Map<String, String> both = versions(named("one", ""), named("sound", ""));
    try (Packs packs = packs(refusing(Severity.MEDIUM), named("one", ""), named("sound", ""))) {
      attempts(packs, 5);
      packs.correlateWith(offset++, both);
      attempts(packs, 5);
      packs.close();
      assertEquals(List.of("one"), packs.off());
    }
  }

  @Test
  void aPackThatFailedCanEnd() {
    try (Packs packs = packs(refusing(Severity.MEDIUM), named("one", ""), named("sound", ""))) {
      attempts(packs, 5);
      packs.correlateWith(offset++, versions(named("sound", "")));
      attempts(packs, 5);
      assertEquals(List.of(), packs.off());
    }
    try (Packs packs = packs(named("one", ""), named("sound", ""))) {
      assertEquals(List.of("sound"), packs.inForce().stream().map(Pack::id).toList());
    }
  }

  /** Breaks the pack "one" as soon as it raises something of this severity. */
  private AlertSink refusing(Severity severity) {
    return alert -> {
      if (alert.pack().equals("one") && alert.severity() == severity) {
        throw new IllegalStateException("no");
      }
      alerts.add(alert);
    };
  }

  @Test
  void aPackOfWhichNothingWasKeptBeginsWhereTheJournalSaysSo() {
    try (Packs packs = packs(named("one", ""))) {
      attempts(packs, 5);
    }
    try (Packs packs = packs(named("one", ""), named("sound", ""))) {
      attempts(packs, 5);
      packs.correlateWith(offset++, versions(named("one", ""), named("sound", "")));
      attempts(packs, 6);
    }
    assertEquals(16, latest("one").count());
    assertEquals(6, latest("sound").count());
  }

  @Test
  void aSnapshotOfAReleaseThatNamedNoVersionIsRead() {
    try (Packs packs = packs(named("one", ""))) {
      attempts(packs, 5);
    }
    PackMemory.Snapshot now = new PackMemory(system, "one").recall().orElseThrow();
    ByteBuffer former = ByteBuffer.allocate(8 + now.state().length);
    former.putLong(now.next()).put(now.state());
    system.put(Family.CHECKPOINTS, "pack/one", former.array());
    try (Packs packs = packs(grave(Severity.HIGH))) {
      attempts(packs, 5);
    }
    assertEquals(10, alerts.getLast().count());
    assertEquals(Severity.HIGH, alerts.getLast().severity());
    assertEquals(List.of(), lost());
  }

  @Test
  void aPackThatDoesNotCompileAtAStartHoldsNothingUp() {
    Pack good = named("one", "");
    Pack broken = named("one", "rule \"b\" when Nothing() then end");
    shelf.put(version(good), good);
    try (Packs packs = packs(good, named("sound", ""))) {
      attempts(packs, 5);
    }
    try (Packs packs = packs(broken, named("sound", ""))) {
      packs.correlateWith(offset++, versions(broken, named("sound", "")));
      attempts(packs, 5);
    }
    assertEquals(10, latest("sound").count());
    assertEquals(10, latest("one").count(), "its former version goes on");
    assertTrue(
        faults.since(0).stream()
            .anyMatch(f -> f.source().equals("pack/one") && f.kind().equals("pack")),
        faults.since(0).toString());
  }

  private Alert latest(String pack) {
    return alerts.stream().filter(a -> a.pack().equals(pack)).toList().getLast();
  }

  private List<String> lost() {
    return faults.since(0).stream()
        .filter(fault -> fault.kind().equals("version"))
        .map(fault -> fault.detail().en())
        .toList();
  }

  private static Pack grave(Severity severity) {
    return named(
        "one",
        "rule \"g\" when $n : Noticed() then alerts.alert($n, Severity.%s); end"
            .formatted(severity));
  }

  private static PackVersion version(Pack pack) {
    return new PackVersion(pack.id(), pack.version());
  }

  private static Map<String, String> versions(Pack... packs) {
    return Stream.of(packs).collect(Collectors.toMap(Pack::id, Pack::version));
  }

  @Test
  void noEventAndNoWindowIsLostWhileVersionsAreSwappedUnderTheStream() throws Exception {
    int swaps = 8;
    Queue<String> prepared = new ConcurrentLinkedQueue<>();
    AtomicInteger inForce = new AtomicInteger();
    try (Packs packs = packs(named("one", ""))) {
      Thread editor =
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int i = 0; i < swaps; i++) {
                      prepared.add(packs.prepare(named("one", versioned(i))));
                    }
                  });
      int fed = 0;
      for (; inForce.get() < swaps || fed % 1_000 != 0; fed++) {
        attempts(packs, 1, "192.0.2.1", 10);
        String version = prepared.poll();
        if (version != null) {
          packs.activate(offset++, "one", version);
          inForce.incrementAndGet();
        }
      }
      editor.join();
      now += 8_000;
      packs.tick(offset++, now);
      packs.close();
      assertEquals(fed, alerts.getLast().count());
    }
    assertEquals(1, alerts.stream().map(Alert::id).distinct().count());
    assertEquals(Severity.CRITICAL, alerts.getLast().severity());
  }

  private static String versioned(int number) {
    return "rule \"v%d\" when $n : Noticed( count > %d ) then alerts.alert($n, Severity.CRITICAL); end"
        .formatted(number, number);
  }

  private void assertSwitchedOff(String pack, String rule, String why) {
    assertEquals(
        Set.of(pack + "/counted", "sound/counted"),
        alerts.stream().map(Alert::rule).collect(Collectors.toSet()));
    assertTrue(alerts.stream().filter(a -> a.pack().equals(pack)).anyMatch(a -> a.count() == 10));
    assertTrue(
        faults.since(0).stream()
            .anyMatch(
                f ->
                    f.source().equals("pack/" + pack)
                        && f.kind().equals("rule")
                        && f.origin().equals(rule)
                        && f.detail().en().contains(why)),
        faults.since(0).toString());
  }

  private Packs packs(Pack... packs) {
    return packs(alerts::add, packs);
  }

  private Packs packs(AlertSink sink, Pack... packs) {
    Packs made =
        new Packs(
            List.of(packs),
            new Packs.Parts(
                sink, _ -> true, shelf(), system, faults, LateJoins.NONE, Duration.ofMillis(10)));
    made.replayUntil(0);
    return made;
  }

  private PackShelf shelf() {
    return new PackShelf() {
      @Override
      public Optional<Pack> find(PackVersion version) {
        return Optional.ofNullable(shelf.get(version));
      }

      @Override
      public void keepOnly(Set<PackVersion> needed) {
        shelf.keySet().retainAll(needed);
      }
    };
  }

  private static Pack named(String id, String drl) {
    Pack pack = TrialPack.with(Map.of("counted", TrialPack.condition("counted")), drl);
    return new Pack(id, pack.pipeline(), pack.owner(), pack.sourceTypes(), pack.rules(), drl);
  }

  private void attempts(Packs packs, int count) {
    attempts(packs, count, "192.0.2.1", 100);
    now += 8_000;
    packs.tick(offset++, now);
  }

  private void attempts(Packs packs, int count, String from, int step) {
    for (int i = 0; i < count; i++, offset++) {
      now += step;
      Event event =
          new EventBuilder()
              .timestamp(now)
              .origin("host")
              .set(EcsField.EVENT_ACTION, "a")
              .set(EcsField.SOURCE_IP, from)
              .build(new EventId("n1", 0, offset, 0));
      packs.accept(new Detected(event, List.of(), offset, now, "", 500));
    }
  }
}
