package songlam.core.pipeline;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import songlam.core.journal.Journal;
import songlam.core.journal.Quarantine;
import songlam.core.journal.SystemStore;

/**
 * Brings chunks to the store in the order of the journal, and keeps the checkpoint. It never holds
 * detection up: when the store is away or slow, chunks that find no room in its queue are let go
 * and read from the journal again later. While the store works on one call, the next is gathered; a
 * call that is full need not wait for the one before it, so that the store is never idle between
 * two.
 */
final class StorePump {
  private static final Logger LOG = LoggerFactory.getLogger(StorePump.class);
  private static final int ENTRIES_PER_READ = 1_000;
  private static final int MOST_CALLS = 2;
  private static final long IDLE_MILLIS = 50;
  private static final long ANSWER_MILLIS = 5;
  private static final long CHECKPOINT_EVERY_MILLIS = 500;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;
  private static final long LONGEST_CLOSING_MILLIS = 20_000;
  private static final long LAST_WORDS_MILLIS = 2_000;

  private final Journal journal;
  private final ChunkReader reader;
  private final StoreWriter writer;
  private final Quarantine quarantine;
  private final SystemStore system;
  private final LongUnaryOperator correlateFrom;
  private final LongSupplier detectedUpTo;
  private final FoundBefore found;
  private final Waiting queue = new Waiting();
  private final Map<String, Tally> committed = new HashMap<>();
  private final Thread thread;
  private final ExecutorService calls =
      Executors.newFixedThreadPool(
          MOST_CALLS, Thread.ofPlatform().name("store-call-", 0).daemon().factory());

  /** Calls the store is at work on, in the order of the journal. */
  private final ArrayDeque<Call> asked = new ArrayDeque<>();

  /** What was taken in hand: the first are on their way to the store, the last is gathered. */
  private final ArrayDeque<Batch> taken = new ArrayDeque<>();

  /** Offset behind all that was taken in hand. */
  private long gathered;

  private volatile long next;
  private volatile String state = "up";
  private volatile boolean closing;

  /** At the start the store may take its time: that is no news. */
  private volatile boolean answered;

  private long savedAt;

  /**
   * @param reader reads what found no room once more
   * @param found keeps what was detected there, for that reader
   * @param correlateFrom oldest offset correlation needs, given where storing has come to
   * @param detectedUpTo how far detection has come
   */
  StorePump(
      Journal journal,
      ChunkReader reader,
      FoundBefore found,
      StoreWriter writer,
      Quarantine quarantine,
      SystemStore system,
      Checkpoint start,
      LongUnaryOperator correlateFrom,
      LongSupplier detectedUpTo) {
    this.journal = journal;
    this.reader = reader;
    this.found = found;
    this.writer = writer;
    this.quarantine = quarantine;
    this.system = system;
    this.correlateFrom = correlateFrom;
    this.detectedUpTo = detectedUpTo;
    this.next = start.next();
    this.gathered = next;
    start.tallies().forEach((source, tally) -> committed.put(source, tally.copy()));
    this.thread = Thread.ofPlatform().name("store-pump").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Offers a chunk; one that finds no room comes back through the journal. */
  void offer(Chunk chunk) {
    if (!queue.offer(chunk)) {
      found.keep(chunk);
    }
  }

  /** Offset up to which everything is stored. */
  long next() {
    return next;
  }

  /** {@code up}, or why the store cannot be reached. */
  String state() {
    return state;
  }

  /** What is stored, what is on its way, and up to which offset that tells the story. */
  synchronized View view() {
    Map<String, Tally> tallies = new TreeMap<>();
    committed.forEach((source, tally) -> tallies.put(source, tally.copy()));
    Map<String, Long> underWay = new HashMap<>();
    long upTo = next;
    List<Chunk> ahead = new ArrayList<>();
    taken.forEach(batch -> ahead.addAll(batch.chunks()));
    ahead.addAll(queue.all());
    for (Chunk chunk : ahead) {
      if (chunk.from == upTo) {
        chunk.tallies.forEach((s, t) -> tallies.computeIfAbsent(s, _ -> new Tally()).add(t));
        chunk.documentsOf.forEach((source, count) -> underWay.merge(source, count, Long::sum));
        upTo = chunk.next;
      }
    }
    return new View(tallies, underWay, upTo);
  }

  record View(Map<String, Tally> tallies, Map<String, Long> underWay, long upTo) {}

  private void run() {
    try {
      Batch batch = new Batch();
      while (!closing || next < detectedUpTo.getAsLong()) {
        fill(batch);
        if (isWorthACall(batch)) {
          asked.addLast(call(batch));
          batch = new Batch();
        } else if (asked.isEmpty()) {
          saveWhenDue();
          queue.await(IDLE_MILLIS);
        } else if (batch.hasRoom() && !asked.getFirst().answer().isDone()) {
          queue.await(ANSWER_MILLIS);
        } else if (!settle(asked.removeFirst())) {
          break;
        }
        if (closing && !state.equals("up")) {
          break;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      state = "storing has stopped until the next start: " + e;
      LOG.error("store: storing has stopped; what comes is kept in the journal", e);
    } finally {
      calls.shutdownNow();
    }
    save();
  }

  /** Takes what follows in hand: all that is there already and fits one call. */
  private void fill(Batch batch) {
    while (batch.hasRoom()) {
      Chunk chunk = following(gathered, batch);
      if (chunk == null) {
        return;
      }
      gathered = chunk.next;
    }
  }

  /** The chunk that begins here, from the queue or read once more, is put into the batch. */
  private @Nullable Chunk following(long at, Batch batch) {
    synchronized (this) {
      Chunk queued = queue.take(at);
      if (queued != null) {
        return take(queued, batch);
      }
    }
    int most = (int) Math.min(ENTRIES_PER_READ, queue.first(detectedUpTo.getAsLong()) - at);
    if (most <= 0) {
      return null;
    }
    Chunk read = reader.read(at, journal.read(at, most));
    return read.next == at ? null : take(read, batch);
  }

  private synchronized Chunk take(Chunk chunk, Batch batch) {
    if (batch.chunks().isEmpty()) {
      taken.addLast(batch);
    }
    batch.add(chunk);
    return chunk;
  }

  /** What is there goes at once when nothing is under way; beside another call only a full one. */
  private boolean isWorthACall(Batch batch) {
    return !batch.chunks().isEmpty()
        && (asked.isEmpty() || (!batch.hasRoom() && asked.size() < MOST_CALLS));
  }

  /** A batch and what the store will say of it; null when it was given up. */
  private record Call(Batch batch, Future<StoreWriter.@Nullable Outcome> answer) {}

  private Call call(Batch batch) {
    List<StoreWriter.Document> documents = batch.documents();
    return new Call(
        batch,
        documents.isEmpty()
            ? CompletableFuture.completedFuture(StoreWriter.Outcome.ALL_STORED)
            : calls.submit(() -> createPatiently(documents)));
  }

  /**
   * Waits for a call and keeps the account of it.
   *
   * @return false when it was given up: nothing behind it may be accounted for either
   */
  private boolean settle(Call call) throws InterruptedException {
    StoreWriter.Outcome outcome = await(call.answer());
    if (outcome == null) {
      return false;
    }
    for (Chunk chunk : call.batch().chunks()) {
      chunk.held.forEach(
          held ->
              quarantine.keep(
                  held.offset(), held.index(), held.record(), held.reason(), held.detail()));
    }
    commit(call.batch(), outcome);
    saveWhenDue();
    return true;
  }

  private static StoreWriter.@Nullable Outcome await(Future<StoreWriter.@Nullable Outcome> answer)
      throws InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof InterruptedException interrupted) {
        throw interrupted;
      }
      throw e.getCause() instanceof RuntimeException defect
          ? defect
          : new IllegalStateException(e.getCause());
    }
  }

  private synchronized void commit(Batch batch, StoreWriter.Outcome outcome) {
    batch.account(outcome);
    for (Chunk chunk : batch.chunks()) {
      chunk.tallies.forEach((s, t) -> committed.computeIfAbsent(s, _ -> new Tally()).add(t));
    }
    taken.removeFirst();
    next = batch.next();
    found.forgetBefore(next);
  }

  private StoreWriter.@Nullable Outcome createPatiently(List<StoreWriter.Document> documents)
      throws InterruptedException {
    long pause = 100;
    while (true) {
      try {
        StoreWriter.Outcome outcome = writer.create(documents);
        answered = true;
        if (!state.equals("up")) {
          LOG.info("store: answers again");
          state = "up";
        }
        return outcome;
      } catch (StoreAwayException e) {
        if (state.equals("up") && answered) {
          LOG.warn("store: {}", e.getMessage());
        }
        state = String.valueOf(e.getMessage());
        if (closing) {
          return null;
        }
        Thread.sleep(pause);
        pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
      }
    }
  }

  private void saveWhenDue() {
    long now = System.nanoTime() / 1_000_000;
    if (now - savedAt >= CHECKPOINT_EVERY_MILLIS) {
      save();
      savedAt = now;
    }
  }

  private void save() {
    Checkpoint checkpoint;
    synchronized (this) {
      Map<String, Tally> tallies = new TreeMap<>();
      committed.forEach((source, tally) -> tallies.put(source, tally.copy()));
      checkpoint = new Checkpoint(next, correlateFrom.applyAsLong(next), tallies);
    }
    checkpoint.save(system);
    journal.release(Math.min(checkpoint.next(), checkpoint.correlateFrom()));
  }

  /**
   * Stores what is left; gives up after a while when the store does not answer: it is journalled.
   */
  void close() throws InterruptedException {
    closing = true;
    thread.join(LONGEST_CLOSING_MILLIS);
    if (thread.isAlive()) {
      LOG.warn("store: does not answer; what is not stored yet comes from the journal next time");
      thread.interrupt();
      thread.join(LAST_WORDS_MILLIS);
    }
  }
}
