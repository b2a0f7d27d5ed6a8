package songlam.core.pipeline;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import songlam.core.detect.Detector;
import songlam.core.event.RawRecord;
import songlam.core.journal.Entry;
import songlam.core.journal.Journal;
import songlam.core.journal.Quarantine;
import songlam.core.journal.SystemStore;

/**
 * Moves everything: journal → parse → normalise → detect → correlation, and beside it to the store.
 * One thread reads the journal in order, so what comes out depends on its content alone; wall clock
 * enters as journalled ticks. After a crash it goes on where the checkpoint says, and correlation
 * gets what it needs to rebuild its windows.
 */
public final class Conveyor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Conveyor.class);
  private static final int ENTRIES_PER_CHUNK = 1_000;
  private static final long TICK_MILLIS = 200;
  private static final long IDLE_MILLIS = 5;

  /** Fewer are not worth a look each: what comes meanwhile goes along with them. */
  private static final int WORTH_A_LOOK = 100;

  private final Journal journal;
  private final Quarantine quarantine;
  private final Correlation correlation;
  private final Clock clock;
  private final Faults faults;
  private final RuleHistory history;
  private final PackHistory packs;
  private final ChunkReader reader;
  private final StorePump pump;
  private final Thread thread;
  private final ScheduledExecutorService ticker;
  private final long replayTo;

  /** Offset behind all that was written in earlier lives. */
  private final long begun;

  private volatile long next;
  private volatile boolean closing;
  private volatile boolean isAtEnd;

  /**
   * What the conveyor works with.
   *
   * @param node name of this node in event ids
   * @param types every source type by name
   * @param rules the sets of detection rules the journal names
   */
  public record Parts(
      Journal journal,
      Quarantine quarantine,
      SystemStore system,
      String node,
      Map<String, SourceType> types,
      Normaliser normaliser,
      RuleShelf rules,
      Correlation correlation,
      StoreWriter writer,
      Faults faults,
      Clock clock) {}

  public Conveyor(Parts parts) {
    this.journal = parts.journal();
    this.quarantine = parts.quarantine();
    this.correlation = parts.correlation();
    this.clock = parts.clock();
    this.faults = parts.faults();
    Switches switches = new Switches(parts.system(), parts.journal().begin());
    this.history = new RuleHistory(parts.system(), parts.journal(), parts.rules());
    this.begun = parts.journal().end();
    this.packs = new PackHistory(begun, parts.correlation());
    RuleHistory.Reading live = history.reading();
    this.reader = newReader(parts, live, switches.over(live::detector), switches, parts.faults());
    FoundBefore found = new FoundBefore();
    RuleHistory.Reading again = history.reading();
    Detector before = found.otherwise(switches.over(again::detector));
    Checkpoint start =
        Checkpoint.load(parts.system())
            .orElse(new Checkpoint(journal.begin(), journal.begin(), Map.of()));
    this.replayTo = start.next();
    this.next = Math.max(journal.begin(), Math.min(start.next(), start.correlateFrom()));
    this.pump =
        new StorePump(
            journal,
            // It sees the journal with gaps: what it takes for a loss is none.
            newReader(parts, again, before, switches, new Faults()),
            found,
            parts.writer(),
            parts.quarantine(),
            parts.system(),
            start,
            correlation::safeOffset,
            () -> next);
    this.thread = Thread.ofPlatform().name("conveyor").unstarted(this::run);
    this.ticker =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("journal-ticks").daemon().factory());
  }

  private static ChunkReader newReader(
      Parts parts,
      RuleHistory.Reading reading,
      Detector detector,
      Switches switches,
      Faults faults) {
    return new ChunkReader(
        parts.journal(),
        parts.node(),
        parts.types(),
        parts.normaliser(),
        reading,
        detector,
        switches,
        faults);
  }

  public void start() {
    if (next < replayTo) {
      LOG.info("recovery: correlation reads {} entries again", replayTo - next);
    }
    correlation.replayUntil(begun);
    thread.start();
    pump.start();
    ticker.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * Correlates with these rule packs from now on, and with no others. It is journalled, so a replay
   * obeys it at the same place.
   *
   * @param versions names of versions correlation can find, by pack
   * @return completes when it is in the journal
   */
  public CompletableFuture<Void> correlateWith(Map<String, String> versions) {
    return packs.append(
        () -> journal.append(List.of(new Entry.Correlating(versions, clock.millis()))));
  }

  /**
   * Detects with another set of rules from now on. It is journalled, so a replay obeys it at the
   * same place.
   *
   * @param set name of one the shelf of rules knows
   * @return completes when it is in the journal
   */
  public CompletableFuture<Void> detectWith(String set) {
    return history.append(
        set, () -> journal.append(List.of(new Entry.Detecting(set, clock.millis()))));
  }

  /**
   * Former sets of rules that something was read again with and that could not be built any more:
   * the rules that hold now were taken instead.
   */
  public int lostRuleSets() {
    return history.lost();
  }

  /**
   * Says which rules of packs are switched off from now on. It is journalled, so a replay obeys it
   * at the same place.
   *
   * @param by who switched
   * @return completes when it is in the journal
   */
  public CompletableFuture<Void> switched(Set<String> off, String by) {
    return journal.append(List.of(new Entry.Switched(off, by, clock.millis())));
  }

  /**
   * Says what looking anew at late events has found. It is journalled, so correlation hears of it
   * at one place, and a replay at the same.
   *
   * @param look as the pack named it
   * @param found each alert as the pack reads it
   * @return completes when it is in the journal
   */
  public CompletableFuture<Void> joined(String pack, String look, List<byte[]> found) {
    long at = clock.millis();
    List<Entry> entries = new ArrayList<>();
    found.forEach(one -> entries.add(new Entry.Joined(pack, look, one, at)));
    entries.add(Entry.Joined.end(pack, look, at));
    return journal.append(entries);
  }

  /** Journal entries that detection has not read yet. */
  public long backlog() {
    return journal.end() - next;
  }

  /** Offset up to which everything is stored. */
  public long storedUpTo() {
    return pump.next();
  }

  /** {@code up}, or why the store cannot be reached. */
  public String storeState() {
    return pump.state();
  }

  public Faults faults() {
    return faults;
  }

  /** The account of every source, now. */
  public LedgerSnapshot ledger() {
    StorePump.View view = pump.view();
    // Counted from the journal's own stretches, never as a difference.
    Journal.Tail tail = journal.tail(view.upTo());
    Map<String, Long> pending = tail.since();
    TreeSet<String> sources = new TreeSet<>(tail.received().keySet());
    sources.addAll(view.tallies().keySet());
    // Canaries are received and read; they become no document, and no figure people add up.
    sources.remove(RawRecord.CANARY);
    List<LedgerRow> rows = new ArrayList<>();
    for (String source : sources) {
      Tally tally = view.tallies().getOrDefault(source, new Tally());
      rows.add(
          new LedgerRow(
              source,
              tail.received().getOrDefault(source, 0L),
              tally.parsed,
              tally.rejected,
              tally.dropped,
              pending.getOrDefault(source, 0L),
              tally.produced,
              tally.stored,
              tally.refused,
              view.underWay().getOrDefault(source, 0L),
              tally.lastReceivedAt));
    }
    return new LedgerSnapshot(clock.millis(), rows, quarantine.size(), quarantine.evicted());
  }

  private void run() {
    try {
      while (!closing || next < journal.end()) {
        long until = next < replayTo ? replayTo : Long.MAX_VALUE;
        int most = (int) Math.min(ENTRIES_PER_CHUNK, until - next);
        List<Journal.Numbered> entries = journal.read(next, most);
        if (!entries.isEmpty()) {
          move(reader.read(next, entries));
        }
        if (entries.size() < WORTH_A_LOOK) {
          Thread.sleep(IDLE_MILLIS);
        }
      }
      isAtEnd = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("the conveyor has stopped", e);
      throw e;
    }
  }

  private void move(Chunk chunk) {
    boolean replayed = chunk.from < replayTo;
    for (Chunk.Step step : chunk.steps) {
      switch (step) {
        case Chunk.Step.Happened(Detected detected) -> correlation.accept(detected);
        case Chunk.Step.Lost(String session, boolean parsed, String detail) ->
            correlation.lost(session, parsed, detail);
        case Chunk.Step.Ticked(long offset, long at) -> correlation.tick(offset, at);
        case Chunk.Step.Activated(long offset, String pack, String version) ->
            correlation.activate(offset, pack, version);
        case Chunk.Step.Correlating(long offset, Map<String, String> versions) ->
            packs.take(offset, versions);
        case Chunk.Step.Joined(long offset, String pack, String look, byte[] found, long at) ->
            correlation.joined(offset, pack, look, found, at);
        case Chunk.Step.Switched(long offset, Set<String> off) -> correlation.switched(offset, off);
      }
    }
    correlation.flush();
    packs.look(chunk.next);
    chunk.steps.clear();
    if (!replayed) {
      pump.offer(chunk);
    }
    next = chunk.next;
  }

  private void tick() {
    if (journal.hasRoom()) {
      journal.append(List.of(new Entry.Tick(clock.millis())));
    }
  }

  /**
   * Reads what is in the journal to its end, stores it, and stops. Correlation has kept its state
   * before the last checkpoint is written, so that the next start reads nothing again.
   */
  @Override
  public void close() {
    ticker.shutdownNow();
    closing = true;
    try {
      thread.join();
      finishCorrelation();
      pump.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void finishCorrelation() {
    try {
      if (isAtEnd) {
        correlation.finish(next);
      }
    } catch (RuntimeException e) {
      LOG.error("correlation could not keep all of its state: the next start reads again", e);
    }
  }
}
