package songlam.collectors;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import songlam.collectors.listen.Listener;
import songlam.core.event.Event;
import songlam.core.event.Reason;
import songlam.core.journal.JournalSettings;
import songlam.core.journal.Quarantine;
import songlam.core.journal.RocksFiles;
import songlam.core.journal.RocksJournal;
import songlam.core.journal.RocksSystemStore;
import songlam.core.normalise.EcsNormaliser;
import songlam.core.normalise.Terrain;
import songlam.core.pipeline.Conveyor;
import songlam.core.pipeline.Correlation;
import songlam.core.pipeline.Detected;
import songlam.core.pipeline.Faults;
import songlam.core.pipeline.Intake;
import songlam.core.pipeline.JournalIntake;
import songlam.core.pipeline.LedgerRow;
import songlam.core.pipeline.RuleShelf;
import songlam.core.query.QueryException;
import songlam.core.query.QueryParser;
import songlam.core.store.EventSearch;
import songlam.core.store.InMemoryEventStore;

/**
 * All that stands behind a listener, for real but for the store: intake, journal, parsers,
 * normaliser, ledger. What a peer sent is compared with the ledger's row of the input.
 */
public final class Platform implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 60_000;

  public final RocksFiles files;
  public final RocksSystemStore system;
  public final Intake intake;
  public final InMemoryEventStore store = new InMemoryEventStore();
  private final List<Listener> listeners = new ArrayList<>();
  private final RocksJournal journal;
  private final Conveyor conveyor;

  public Platform(Path folder) {
    files = RocksFiles.open(folder);
    system = new RocksSystemStore(files);
    journal = new RocksJournal(files, JournalSettings.DEFAULTS, Clock.systemUTC());
    intake = new JournalIntake(journal, Clock.systemUTC());
    EcsNormaliser normaliser =
        new EcsNormaliser(
            Terrain.empty(),
            new EcsNormaliser.ClockSettings(Long.MAX_VALUE / 4, Long.MAX_VALUE / 4),
            (_, _, _, _) -> {},
            Set.of());
    conveyor =
        new Conveyor(
            new Conveyor.Parts(
                journal,
                new Quarantine(files),
                system,
                "n1",
                new SourceTypes(system, ZoneId.of("Asia/Ho_Chi_Minh")).forPipeline(),
                normaliser::normalise,
                RuleShelf.of(_ -> List.of()),
                new NoCorrelation(),
                store,
                new Faults(),
                Clock.systemUTC()));
    conveyor.start();
  }

  public Faults faults() {
    return conveyor.faults();
  }

  /** The ledger's row of this input; an empty one while nothing came. */
  public LedgerRow row(String source) {
    return conveyor.ledger().rows().stream()
        .filter(row -> row.source().equals(source))
        .findFirst()
        .orElse(new LedgerRow(source, 0, 0, Map.of(), Map.of(), 0, 0, 0, Map.of(), 0, 0));
  }

  public long rejected(String source, Reason reason) {
    return row(source).rejected().getOrDefault(reason, 0L);
  }

  public long dropped(String source, Reason reason) {
    return row(source).dropped().getOrDefault(reason, 0L);
  }

  /**
   * Waits until so many events of this input are stored and nothing is under way, then checks the
   * sums.
   */
  public LedgerRow settled(String source, long stored) throws InterruptedException {
    await(() -> "stored: " + row(source), () -> row(source).stored() >= stored);
    return settled(source);
  }

  /** Waits until nothing of this input is under way, then checks the sums. */
  public LedgerRow settled(String source) throws InterruptedException {
    await(
        () -> "pending: " + row(source),
        () -> row(source).pending() == 0 && row(source).pendingEvents() == 0);
    LedgerRow row = row(source);
    assertTrue(row.balanced(), row.toString());
    return row;
  }

  /** Stored events that match, youngest first, at most a thousand. */
  public List<Event> events(String query) {
    try {
      EventSearch search =
          new EventSearch(
              QueryParser.parse(query), Long.MIN_VALUE / 2, Long.MAX_VALUE / 2, 1_000, null, 0);
      return store.search(search).items();
    } catch (QueryException e) {
      throw new IllegalArgumentException(query, e);
    }
  }

  /** How many stored events match. */
  public long count(String query) {
    try {
      EventSearch search =
          new EventSearch(
              QueryParser.parse(query), Long.MIN_VALUE / 2, Long.MAX_VALUE / 2, 0, null, 0);
      return store.search(search).total();
    } catch (QueryException e) {
      throw new IllegalArgumentException(query, e);
    }
  }

  /** Starts it; whatever happens to the test, it is stopped before the journal closes. */
  public void start(Listener listener) {
    listeners.add(listener);
    listener.start().toCompletableFuture().join();
  }

  public static void stop(Listener... listeners) {
    for (Listener listener : listeners) {
      listener
          .stop()
          .toCompletableFuture()
          .orTimeout(20, java.util.concurrent.TimeUnit.SECONDS)
          .join();
    }
  }

  /** Waits until it holds; fails saying what was waited for when it takes longer than a minute. */
  public static void await(java.util.function.Supplier<String> what, BooleanSupplier condition)
      throws InterruptedException {
    long until = System.nanoTime() + Duration.ofMillis(PATIENCE_MILLIS).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > until) {
        fail("waited in vain: " + what.get());
      }
      Thread.sleep(20);
    }
  }

  @Override
  public void close() {
    stop(listeners.toArray(Listener[]::new));
    conveyor.close();
    journal.close();
    files.close();
  }

  private static final class NoCorrelation implements Correlation {
    @Override
    public void accept(Detected detected) {}

    @Override
    public void tick(long offset, long at) {}

    @Override
    public long safeOffset(long upTo) {
      return upTo;
    }

    @Override
    public void replayUntil(long offset) {}
  }
}
