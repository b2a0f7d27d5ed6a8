package songlam.core.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import songlam.core.detect.Detector;
import songlam.core.detect.RuleRef;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;
import songlam.core.event.ParseResult;
import songlam.core.event.Parser;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;
import songlam.core.event.Severity;
import songlam.core.event.Text;
import songlam.core.journal.JournalSettings;
import songlam.core.journal.JournalSettings.Durability;
import songlam.core.journal.Quarantine;
import songlam.core.journal.RocksFiles;
import songlam.core.journal.RocksJournal;
import songlam.core.journal.RocksSystemStore;

@Timeout(60)
class ConveyorTest {
  @TempDir Path folder;

  private final RecordingStore store = new RecordingStore();
  private StoreWriter writer = store;
  private final RecordingCorrelation correlation = new RecordingCorrelation();
  private JournalSettings settings = JournalSettings.DEFAULTS;
  private RuleShelf rules = RuleShelf.of(_ -> List.of());

  @Test
  void everyRecordIsStoredRejectedOrDroppedAndTheLedgerAddsUp() throws Exception {
    try (Running running = new Running()) {
      for (int i = 0; i < 500; i++) {
        running.send(i % 10 == 0 ? "bad" : i % 25 == 1 ? "defect" : "line " + i);
      }
      running.intake.dropped("s", Reason.QUEUE_FULL, 7);
      running.intake.rejected(record("x"), Reason.OVERSIZED, "quá dài");
      await(() -> running.row().stored() == 430 && running.row().pending() == 0);
      LedgerRow row = running.row();
      assertTrue(row.balanced(), row.toString());
      assertEquals(508, row.received());
      assertEquals(
          Map.of(Reason.MALFORMED, 50L, Reason.INTERNAL, 20L, Reason.OVERSIZED, 1L),
          row.rejected());
      assertEquals(Map.of(Reason.QUEUE_FULL, 7L), row.dropped());
      assertEquals(71, running.quarantine.list("s", null, 1_000).size());
      assertEquals(50, running.quarantine.list("s", Reason.MALFORMED, 1_000).size());
    }
    assertEquals(430, store.documents.size());
    assertEquals(430, correlation.seen.size());
  }

  @Test
  void detectionGoesOnWhileTheStoreIsAwayAndNothingIsLost() throws Exception {
    store.away = true;
    try (Running running = new Running()) {
      // More than the queue before the store holds, so the rest must come back from the journal.
      int records = 80_000;
      List<RawRecord> batch = new ArrayList<>();
      for (int i = 0; i < records; i++) {
        batch.add(record("line " + i));
        if (batch.size() == 1_000) {
          running.intake.accept(List.copyOf(batch)).toCompletableFuture().join();
          batch.clear();
          assertTrue(running.conveyor.ledger().balanced(), "while the store is away");
        }
      }
      await(() -> correlation.seen.size() == records);
      assertTrue(running.conveyor.storeState().contains("connection refused"));
      assertEquals(0, running.row().stored());
      store.away = false;
      await(() -> running.row().stored() == records);
      assertTrue(running.conveyor.ledger().balanced());
    }
    assertEquals(80_000, store.documents.size());
    assertEquals(store.creates, store.documents.size(), "each document was created once");
  }

  @Test
  void afterARestartItGoesOnWhereItWasAndCorrelationSeesItsWindowAgain() throws Exception {
    try (Running running = new Running()) {
      for (int i = 0; i < 100; i++) {
        running.send("line " + i);
      }
      await(() -> running.row().stored() == 100);
      correlation.safe = correlation.offsets.get(60);
    }
    correlation.seen.clear();
    try (Running running = new Running()) {
      running.send("line 100");
      await(() -> running.row().stored() == 101);
      assertEquals(101, running.row().received());
      assertTrue(running.conveyor.ledger().balanced());
    }
    assertEquals("line 60", correlation.seen.getFirst());
    assertEquals(41, correlation.seen.size());
    assertTrue(correlation.replayedUntil > correlation.safe);
    assertEquals(101, store.documents.size());
  }

  @Test
  void whatLateEventsCameToIsHeardAtItsPlaceAndAgainAfterARestart() throws Exception {
    try (Running running = new Running()) {
      running.send("line 1");
      await(() -> correlation.seen.size() == 1);
      running.conveyor.joined("security", "a look", List.of(new byte[] {1, 2})).join();
      running.send("line 2");
      await(() -> running.row().stored() == 2);
      assertEquals(2, running.row().received());
      assertTrue(running.conveyor.ledger().balanced());
      correlation.safe = 0;
    }
    List<String> expected =
        List.of("line 1", "security: a look found 2", "security: a look found 0", "line 2");
    assertEquals(expected, correlation.seen);
    correlation.seen.clear();
    try (Running running = new Running()) {
      await(() -> correlation.seen.size() == expected.size());
      assertEquals(2, running.row().stored());
      assertTrue(running.conveyor.ledger().balanced());
      assertEquals(1, running.conveyor.ledger().rows().size());
    }
    assertEquals(expected, correlation.seen);
  }

  /** After an upgrade of the product the former rules are gone: nothing may ask for them. */
  @Test
  void afterACleanStopNothingIsDetectedAgain() throws Exception {
    rules = sets("a", "a");
    try (Running running = new Running()) {
      sendLines(running, 100);
      await(() -> running.row().stored() == 100);
      correlation.safe = correlation.offsets.get(60);
      correlation.keepsAtTheEnd = true;
    }
    correlation.found.clear();
    rules = sets("b", "b");
    try (Running running = new Running()) {
      running.conveyor.detectWith("b").join();
      running.send("line 100");
      await(() -> running.row().stored() == 101);
      assertEquals(0, running.conveyor.lostRuleSets());
    }
    assertEquals(List.of("line 100 b"), correlation.found);
  }

  @Test
  void whatIsReadAgainIsDetectedWithTheSwitchesOfItsTime() throws Exception {
    rules = RuleShelf.of(_ -> List.of(rule("r")));
    try (Running running = new Running()) {
      running.send("line 0");
      running.conveyor.switched(Set.of("r", "p/q"), "an").join();
      running.send("line 1");
      running.conveyor.switched(Set.of("p/q"), "an").join();
      running.send("line 2");
      running.conveyor.switched(Set.of("r"), "an").join();
      running.send("line 3");
      await(() -> running.row().stored() == 4);
      correlation.safe = correlation.offsets.getFirst();
    }
    List<String> found = List.of("line 0 r", "line 1 ", "line 2 r", "line 3 ");
    assertEquals(found, correlation.found);
    correlation.found.clear();
    try (Running running = new Running()) {
      running.send("line 4");
      await(() -> running.row().stored() == 5);
    }
    assertEquals("line 4 ", correlation.found.removeLast());
    assertEquals(found, correlation.found);
  }

  @Test
  void rulesChangeAtTheirEntryAndWhatIsReadAgainIsDetectedWithThoseOfItsTime() throws Exception {
    store.away = true;
    rules = sets("a", "a", "b", "c");
    try (Running running = new Running()) {
      running.send("line 0");
      running.conveyor.detectWith("b").join();
      running.send("line 1");
      running.conveyor.detectWith("c").join();
      running.send("line 2");
      await(() -> correlation.found.size() == 3);
      correlation.safe = correlation.offsets.getFirst();
    }
    List<String> found = List.of("line 0 a", "line 1 b", "line 2 c");
    assertEquals(found, correlation.found);
    correlation.found.clear();
    store.away = false;
    rules = sets("d", "a", "b", "c", "d");
    try (Running running = new Running()) {
      running.conveyor.detectWith("d").join();
      running.send("line 3");
      await(() -> running.row().stored() == 4);
      assertEquals(0, running.conveyor.lostRuleSets());
    }
    assertEquals("line 3 d", correlation.found.removeLast());
    assertEquals(found, correlation.found);
    assertEquals(
        Set.of("line 0 [a]", "line 1 [b]", "line 2 [c]", "line 3 [d]"),
        Set.copyOf(store.marked),
        "what the store gets was read once more");
  }

  @Test
  void aSetThatIsGoneIsReplacedByTheOneOfNowAndThatIsTold() throws Exception {
    rules = sets("a", "a", "b");
    try (Running running = new Running()) {
      running.send("line 0");
      running.conveyor.detectWith("b").join();
      running.send("line 1");
      await(() -> running.row().stored() == 2);
      correlation.safe = correlation.offsets.getFirst();
    }
    correlation.found.clear();
    rules = sets("c", "b", "c");
    try (Running running = new Running()) {
      running.conveyor.detectWith("c").join();
      running.send("line 2");
      await(() -> running.row().stored() == 3);
      assertEquals(1, running.conveyor.lostRuleSets());
    }
    assertEquals(List.of("line 0 c", "line 1 b", "line 2 c"), correlation.found);
  }

  @Test
  void rulesChangeAlsoWhenTheDiskBudgetIsUsedUp() throws Exception {
    rules = sets("a", "a", "b");
    settings = new JournalSettings(Durability.PROCESS, 1L << 20, Duration.ofHours(24), 256L << 20);
    try (Running running = new Running()) {
      String line = "x".repeat(100_000);
      assertThrows(
          CompletionException.class,
          () -> {
            while (true) {
              running.send(line);
            }
          });
      running.conveyor.detectWith("b").get(10, TimeUnit.SECONDS);
    }
    settings = JournalSettings.DEFAULTS;
    correlation.found.clear();
    try (Running running = new Running()) {
      running.send("line");
      await(() -> correlation.found.contains("line b"));
    }
  }

  /** Sets each of which finds one rule of its own name in everything. */
  private static RuleShelf sets(String current, String... known) {
    return new RuleShelf() {
      @Override
      public RuleSet current() {
        return new RuleSet(current, event -> List.of(rule(current)));
      }

      @Override
      public Optional<Detector> find(String name) {
        return List.of(known).contains(name)
            ? Optional.of(event -> List.of(rule(name)))
            : Optional.empty();
      }

      @Override
      public Set<String> names() {
        return Set.of(known);
      }

      @Override
      public void forget(String name) {}
    };
  }

  private static RuleRef rule(String id) {
    return new RuleRef(id, id, new Text(id, id), Severity.LOW, List.of());
  }

  @Test
  void whatTheStoreWillNeverTakeIsCountedAsRefused() throws Exception {
    store.refuse = "line 3";
    try (Running running = new Running()) {
      for (int i = 0; i < 10; i++) {
        running.send("line " + i);
      }
      await(() -> running.row().stored() == 9);
      assertEquals(Map.of(Reason.STORE_REFUSED, 1L), running.row().refused());
      assertTrue(running.row().balanced());
    }
  }

  @Test
  void aDefectOfTheStoreIsSaidAndDetectionGoesOn() throws Exception {
    store.broken = true;
    try (Running running = new Running()) {
      running.send("one");
      await(() -> running.conveyor.storeState().contains("a defect"));
      running.send("two");
      await(() -> correlation.seen.size() == 2);
    }
    store.broken = false;
    try (Running running = new Running()) {
      await(() -> store.documents.size() == 2);
      assertEquals("up", running.conveyor.storeState());
    }
  }

  @Test
  void aFullCallNeedNotWaitForTheOneBeforeItAndIsAccountedForBehindIt() throws Exception {
    CountDownLatch second = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    writer =
        batch -> {
          if (has(batch, "line 0")) {
            hold(goOn);
            return store.create(batch);
          }
          StoreWriter.Outcome outcome = store.create(batch);
          second.countDown();
          return outcome;
        };
    try (Running running = new Running()) {
      sendLines(running, 12_000);
      assertTrue(second.await(20, TimeUnit.SECONDS), "the second call waits for the first");
      assertTrue(running.conveyor.ledger().balanced(), "while the first is under way");
      assertEquals(0, running.row().stored(), "nothing is stored for sure before the first is");
      assertEquals(0, running.conveyor.storedUpTo());
      goOn.countDown();
      await(() -> running.row().stored() == 12_000);
      assertTrue(running.conveyor.ledger().balanced());
    }
    assertEquals(12_000, store.creates);
  }

  @Test
  void aCallGivenUpAtTheEndIsNotPassedOver() throws Exception {
    CountDownLatch second = new CountDownLatch(1);
    writer =
        batch -> {
          if (has(batch, "line 0")) {
            throw new StoreAwayException("connection refused", new IllegalStateException());
          }
          StoreWriter.Outcome outcome = store.create(batch);
          second.countDown();
          return outcome;
        };
    try (Running running = new Running()) {
      sendLines(running, 12_000);
      assertTrue(second.await(20, TimeUnit.SECONDS));
    }
    assertTrue(store.documents.size() >= 5_000 && !store.documents.containsValue("line 0"));
    writer = store;
    try (Running running = new Running()) {
      await(() -> running.row().stored() == 12_000);
      assertTrue(running.conveyor.ledger().balanced());
    }
    assertEquals(12_000, store.creates, "what was there already was not stored again");
  }

  private static boolean has(List<StoreWriter.Document> batch, String line) {
    return line.equals(batch.getFirst().event().text(EcsField.MESSAGE));
  }

  private static void hold(CountDownLatch until) {
    try {
      assertTrue(until.await(30, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void sendLines(Running running, int count) {
    List<RawRecord> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lines.add(record("line " + i));
    }
    running.intake.accept(lines).toCompletableFuture().join();
  }

  private static RawRecord record(String line) {
    return RawRecord.live("s", "line", 1_000, "192.0.2.1", line.getBytes(UTF_8));
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(5);
    }
  }

  /** A platform without listeners, on the test's folder. */
  private final class Running implements AutoCloseable {
    private final RocksFiles files = RocksFiles.open(folder);
    private final RocksJournal journal = new RocksJournal(files, settings, Clock.systemUTC());
    private final Quarantine quarantine = new Quarantine(files);
    private final JournalIntake intake = new JournalIntake(journal, Clock.systemUTC());
    private final Conveyor conveyor =
        new Conveyor(
            new Conveyor.Parts(
                journal,
                quarantine,
                new RocksSystemStore(files),
                "n1",
                Map.of("line", new SourceType(LineParser::new, 500)),
                (builder, record, id) -> builder.timestamp(record.receivedAt()).build(id),
                rules,
                correlation,
                writer,
                new Faults(),
                Clock.systemUTC()));

    Running() {
      conveyor.start();
    }

    void send(String line) {
      intake.accept(List.of(record(line))).toCompletableFuture().join();
    }

    LedgerRow row() {
      List<LedgerRow> rows = conveyor.ledger().rows();
      return rows.isEmpty()
          ? new LedgerRow("s", 0, 0, Map.of(), Map.of(), 0, 0, 0, Map.of(), 0, 0)
          : rows.getFirst();
    }

    @Override
    public void close() {
      conveyor.close();
      journal.close();
      files.close();
    }
  }

  private static final class LineParser implements Parser {
    @Override
    public ParseResult parse(RawRecord record) {
      String line = new String(record.payload(), UTF_8);
      return switch (line) {
        case "bad" -> new ParseResult.Rejected(Reason.MALFORMED, "bad");
        case "defect" -> throw new IllegalStateException("a defect");
        default -> ParseResult.Parsed.one(new EventBuilder().set(EcsField.MESSAGE, line));
      };
    }
  }

  private static final class RecordingStore implements StoreWriter {
    private final Map<String, String> documents = new LinkedHashMap<>();
    private final List<String> marked = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean away;
    private volatile String refuse = "";
    private volatile boolean broken;
    private int creates;

    @Override
    public synchronized Outcome create(List<Document> batch) {
      if (broken) {
        throw new IllegalStateException("a defect");
      }
      if (away) {
        throw new StoreAwayException("connection refused", new IllegalStateException());
      }
      Map<Integer, Refusal> refused = new LinkedHashMap<>();
      for (int i = 0; i < batch.size(); i++) {
        String text = String.valueOf(batch.get(i).event().text(EcsField.MESSAGE));
        if (text.equals(refuse)) {
          refused.put(i, new Refusal(Reason.STORE_REFUSED, "no"));
        } else if (documents.putIfAbsent(batch.get(i).event().documentId(), text) == null) {
          creates++;
          marked.add(text + " " + batch.get(i).event().texts(EcsField.SONGLAM_FINDING_RULES));
        }
      }
      return new Outcome(refused);
    }
  }

  private static final class RecordingCorrelation implements Correlation {
    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
    private final List<Long> offsets = new ArrayList<>();
    private final List<String> found = Collections.synchronizedList(new ArrayList<>());
    private volatile long safe = Long.MAX_VALUE;
    private volatile long replayedUntil;
    private volatile boolean keepsAtTheEnd;

    @Override
    public void accept(Detected detected) {
      seen.add(String.valueOf(detected.event().text(EcsField.MESSAGE)));
      offsets.add(detected.offset());
      String rule = detected.rules().isEmpty() ? "" : detected.rules().getFirst().id();
      found.add(detected.event().text(EcsField.MESSAGE) + " " + rule);
    }

    @Override
    public void joined(long offset, String pack, String look, byte[] alert, long at) {
      seen.add(pack + ": " + look + " found " + alert.length);
    }

    @Override
    public void tick(long offset, long at) {}

    @Override
    public long safeOffset(long upTo) {
      return Math.min(safe, upTo);
    }

    @Override
    public void finish(long upTo) {
      safe = keepsAtTheEnd ? upTo : safe;
    }

    @Override
    public void replayUntil(long offset) {
      replayedUntil = offset;
    }
  }
}
