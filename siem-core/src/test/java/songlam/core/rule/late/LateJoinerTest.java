package songlam.core.rule.late;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import songlam.core.config.Problems;
import songlam.core.config.StrictYaml;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Condition;
import songlam.core.correlate.pack.Pack;
import songlam.core.correlate.pack.PackReader;
import songlam.core.correlate.pack.PackShelf;
import songlam.core.correlate.pack.Packs;
import songlam.core.event.Cap;
import songlam.core.event.Caps;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.journal.Entry;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.journal.JournalFullException;
import songlam.core.journal.SystemStore;
import songlam.core.pipeline.Detected;
import songlam.core.pipeline.Faults;
import songlam.core.pipeline.StoreAwayException;
import songlam.core.pipeline.StoreWriter;
import songlam.core.store.EventStore;
import songlam.core.store.InMemoryEventStore;

/** Packs, store and joiner together: what an attack cut in two by the bound comes to. */
class LateJoinerTest {
  private static final long START = 1_795_489_200_000L;

  private static final String PACK =
      """
      id: trial
      pipeline: security
      owner: t
      source_types: []
      rules:
        - id: guessing
          severity: high
          title: {vi: t, en: t}
          reason: {vi: "{count}", en: "{count}"}
          when: {kind: threshold, match: 'event.action:a', group_by: source.ip, window: 60s, count: 6}
          quiet: 60s
          entities: [{kind: ip, field: source.ip, role: attacker}]
          cause: {vi: c, en: c}
          consequence: {vi: c, en: c}
          action: {vi: c, en: c}
      """;

  private static final Duration OFTEN = Duration.ofMillis(10);

  private final InMemoryEventStore events = new InMemoryEventStore();
  private final BlockingQueue<Alert> alerts = new LinkedBlockingQueue<>();
  private InMemorySystemStore system = new InMemorySystemStore();
  private final AtomicLong storedUpTo = new AtomicLong(Long.MAX_VALUE);
  private final AtomicInteger away = new AtomicInteger();
  private final Caps caps = new Caps();
  private LateJoiner joiner = new LateJoiner(store(), caps);
  private Packs packs = packs(OFTEN);

  /** What the joiner has appended and nobody has read yet. */
  private final Queue<Entry.Joined> appended = new ConcurrentLinkedQueue<>();

  private final AtomicInteger refusals = new AtomicInteger();

  /** What has been read of the journal. */
  private final List<Consumer<Packs>> journal = new ArrayList<>();

  private volatile boolean scansAnswer = true;
  private long offset;
  private long at = START;

  @AfterEach
  void close() {
    packs.close();
    joiner.close();
  }

  @Test
  void anAttackCutInTwoByTheBoundIsOneLateAlert() throws InterruptedException {
    start();
    attack("192.0.2.7");
    assertJoined("192.0.2.7");
  }

  @Test
  void aStoreThatIsAwayOrBehindIsWaitedFor() throws InterruptedException {
    storedUpTo.set(0);
    away.set(3);
    start();
    attack("192.0.2.7");
    assertEquals(null, next(1_000), "the store is behind");
    storedUpTo.set(Long.MAX_VALUE);
    assertJoined("192.0.2.7");
    assertEquals(0, away.get());
  }

  @Test
  void whatWasNotLookedAtBeforeARestartIsLookedAtAfterIt() throws InterruptedException {
    packs.replayUntil(0);
    attack("192.0.2.7");
    packs.close();
    joiner.close();
    joiner = new LateJoiner(store(), caps);
    packs = packs(OFTEN);
    start();
    at = START + 90_000;
    assertJoined("192.0.2.7");
  }

  @Test
  void tooManyEventsToReadAreCounted() throws InterruptedException {
    start();
    List<StoreWriter.Document> many = new ArrayList<>();
    for (int i = 0; i <= Cap.LATE_JOIN.limit(); i++) {
      many.add(new StoreWriter.Document(event("192.0.2.8", START + i % 60_000, 1L << 40 | i), "s"));
    }
    events.create(many);
    attack("192.0.2.8");
    for (int i = 0; i < 100 && caps.count(Cap.LATE_JOIN) == 0; i++) {
      Thread.sleep(50);
    }
    assertEquals(1, caps.count(Cap.LATE_JOIN));
    assertEquals(null, next(1_000), "it is told as far as it came on time, or late, by itself");
  }

  @Test
  void aQuestionTheStoreNeverAnswersIsGivenUpAndCounted() throws InterruptedException {
    scansAnswer = false;
    start();
    attack("192.0.2.8");
    for (int i = 0; i < 1_200 && caps.count(Cap.LATE_JOIN) == 0; i++) {
      Thread.sleep(50);
    }
    assertEquals(1, caps.count(Cap.LATE_JOIN));
  }

  @Test
  void aRuleSwitchedOffMeanwhileRaisesNothing() throws InterruptedException {
    storedUpTo.set(0);
    start();
    attack("192.0.2.7");
    switchOff();
    storedUpTo.set(Long.MAX_VALUE);
    assertEquals(null, next(2_000));
  }

  @Test
  void itReturnsThoughNobodyCanLookAgain() throws InterruptedException {
    start();
    attack("192.0.2.7");
    assertJoined("192.0.2.7");
    scansAnswer = false;
    assertReturnsAt(START + 14_000 + 120_000);
  }

  @Test
  void itReturnsThoughItsRuleWasSwitchedOffMeanwhile() throws InterruptedException {
    start();
    attack("192.0.2.7");
    assertJoined("192.0.2.7");
    switchOff();
    assertReturnsAt(START + 14_000 + 120_000);
  }

  @Test
  void itReturnsThoughNobodyKnowsItsRuleAnyMore() throws InterruptedException {
    start();
    attack("192.0.2.7");
    assertJoined("192.0.2.7");
    Pack pack = packs.inForce().getFirst();
    Pack emptied = new Pack(pack.id(), pack.pipeline(), pack.owner(), Set.of(), List.of(), "");
    packs.activate(offset++, pack.id(), packs.prepare(emptied));
    packs.flush();
    assertReturnsAt(at);
  }

  @Test
  void itReturnsAfterARestart() throws InterruptedException {
    start();
    attack("192.0.2.7");
    assertJoined("192.0.2.7");
    packs.close();
    joiner.close();
    joiner = new LateJoiner(store(), caps);
    packs = packs(OFTEN);
    packs.replayUntil(0);
    assertReturnsAt(START + 14_000 + 120_000);
  }

  @Test
  void aJournalThatDoesNotTakeItNowTakesItLater() throws InterruptedException {
    refusals.set(2);
    start();
    attack("192.0.2.7");
    assertJoined("192.0.2.7");
    assertEquals(0, refusals.get());
  }

  /** The next life has the name from the journal: it could not look, and need not. */
  @Test
  void aCrashBetweenAFindAndItsSnapshotLeavesTheAttackItsName() throws InterruptedException {
    packs = packs(Duration.ofHours(1));
    start();
    InMemorySystemStore kept = InMemorySystemStore.of(system, SystemStore.Family.CHECKPOINTS, "");
    attack("192.0.2.7");
    Alert told = next(20_000);
    assertTrue(told != null, "nothing was found");
    packs.close();
    system = kept;
    scansAnswer = false;
    packs = packs(OFTEN);
    packs.replayUntil(offset);
    journal.forEach(entry -> entry.accept(packs));
    Alert again = next(10_000);
    assertTrue(again != null && again.id().equals(told.id()), "told again: " + again);
    for (int i = 0; i < 6; i++) {
      at += 500;
      come("192.0.2.7", at, at);
    }
    at += 3_000;
    Alert goesOn = next(10_000);
    assertTrue(goesOn != null, "it goes on");
    assertEquals(told.id(), goesOn.id());
    assertTrue(goesOn.count() > told.count(), "count: " + goesOn.count());
  }

  private void assertReturnsAt(long moment) throws InterruptedException {
    while (at < moment) {
      tick();
    }
    packs.flush();
    Alert alert = next(10_000);
    assertTrue(alert != null, "nothing has returned");
    assertEquals(Condition.RETURNED, alert.condition());
    assertEquals(8, alert.count());
    assertTrue(alert.late());
    assertEquals(null, next(500), "once");
  }

  private void assertJoined(String attacker) throws InterruptedException {
    Alert alert = next(20_000);
    assertTrue(alert != null, "nothing was found");
    assertEquals(attacker, alert.groupKey());
    assertEquals("trial/guessing", alert.rule());
    assertEquals(8, alert.count());
    assertTrue(alert.late());
  }

  /** The next alert, null when there is none for so long; time goes on a little meanwhile. */
  private @Nullable Alert next(long millis) throws InterruptedException {
    for (long waited = 0; waited < millis; waited += 50) {
      Alert alert = alerts.poll(50, TimeUnit.MILLISECONDS);
      if (alert != null) {
        return alert;
      }
      tick(at++);
    }
    return null;
  }

  private void tick() {
    tick(at);
    at += 500;
  }

  private void tick(long moment) {
    for (Entry.Joined one = appended.poll(); one != null; one = appended.poll()) {
      Entry.Joined entry = one;
      read((to, here) -> to.joined(here, entry.pack(), entry.look(), entry.found(), moment));
    }
    read((to, here) -> to.tick(here, moment));
  }

  private void switchOff() {
    read((to, here) -> to.switched(here, Set.of("trial/guessing")));
  }

  /** The next entry of the journal. */
  private void read(ObjLongConsumer<Packs> entry) {
    long here = offset++;
    journal.add(to -> entry.accept(to, here));
    entry.accept(packs, here);
  }

  private void start() {
    packs.replayUntil(0);
    joiner.start(storedUpTo::get, this::append);
  }

  private CompletableFuture<Void> append(String pack, String look, List<byte[]> found) {
    if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      return CompletableFuture.failedFuture(new JournalFullException("full"));
    }
    found.forEach(one -> appended.add(new Entry.Joined(pack, look, one, 0)));
    appended.add(Entry.Joined.end(pack, look, 0));
    return CompletableFuture.completedFuture(null);
  }

  /** Four tries come at once, the four between them half a minute later. */
  private void attack(String attacker) {
    for (int i = 0; i < 8; i += 2) {
      come(attacker, START + i * 1_000L, START + i * 1_000L + 5);
    }
    tick(START + 30_000);
    for (int i = 1; i < 8; i += 2) {
      come(attacker, START + i * 1_000L, START + 30_000 + i);
    }
    at = START + 30_500;
    while (at < START + 60_000) {
      tick();
    }
    packs.flush();
  }

  private void come(String attacker, long happened, long received) {
    Event event = event(attacker, happened, offset);
    events.create(List.of(new StoreWriter.Document(event, "s")));
    read((to, here) -> to.accept(new Detected(event, List.of(), here, received, "", 500)));
    tick(received);
  }

  private static Event event(String attacker, long happened, long offset) {
    return new EventBuilder()
        .timestamp(happened)
        .origin("host")
        .set(EcsField.EVENT_ACTION, "a")
        .set(EcsField.SOURCE_IP, attacker)
        .build(new EventId("n1", 0, offset, 0));
  }

  private Packs packs(Duration snapshotEvery) {
    Problems problems = new Problems();
    Pack pack = PackReader.read(StrictYaml.text("pack.yml", PACK, problems), _ -> "");
    problems.throwIfAny();
    return new Packs(
        List.of(pack),
        new Packs.Parts(
            alerts::add, _ -> true, PackShelf.NONE, system, new Faults(), joiner, snapshotEvery));
  }

  /** The store, away for as many calls as asked. */
  private EventStore store() {
    return (EventStore)
        Proxy.newProxyInstance(
            EventStore.class.getClassLoader(),
            new Class<?>[] {EventStore.class},
            (_, method, arguments) -> {
              if (!scansAnswer && method.getName().equals("scan")) {
                throw new StoreAwayException("answers 503", new IllegalStateException());
              }
              if (away.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new StoreAwayException("away", new IllegalStateException());
              }
              try {
                return method.invoke(events, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
