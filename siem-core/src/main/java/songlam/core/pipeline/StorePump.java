package songlam.core.pipeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
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
 * and read from the journal again later. One thread of its own.
 */
final class StorePump {
  private static final Logger LOG = LoggerFactory.getLogger(StorePump.class);
  private static final int QUEUED_CHUNKS = 48;
  private static final int DOCUMENTS_PER_CALL = 2_000;
  private static final int ENTRIES_PER_READ = 1_000;
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
  private final BlockingQueue<Chunk> queue = new ArrayBlockingQueue<>(QUEUED_CHUNKS);
  private final Map<String, Tally> committed = new HashMap<>();
  private final Thread thread;
  private @Nullable Chunk inHand;
  private volatile long next;
  private volatile String state = "up";
  private volatile boolean closing;

  /** At the start the store may take its time: that is no news. */
  private boolean answered;

  private long savedAt;

  /**
   * @param correlateFrom oldest offset correlation needs, given where storing has come to
   * @param detectedUpTo how far detection has come
   */
  StorePump(
      Journal journal,
      ChunkReader reader,
      StoreWriter writer,
      Quarantine quarantine,
      SystemStore system,
      Checkpoint start,
      LongUnaryOperator correlateFrom,
      LongSupplier detectedUpTo) {
    this.journal = journal;
    this.reader = reader;
    this.writer = writer;
    this.quarantine = quarantine;
    this.system = system;
    this.correlateFrom = correlateFrom;
    this.detectedUpTo = detectedUpTo;
    this.next = start.next();
    start.tallies().forEach((source, tally) -> committed.put(source, tally.copy()));
    this.thread = Thread.ofPlatform().name("store-pump").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Offers a chunk; one that finds no room comes back through the journal. */
  void offer(Chunk chunk) {
    queue.offer(chunk);
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
    if (inHand != null) {
      ahead.add(inHand);
    }
    ahead.addAll(queue);
    for (Chunk chunk : ahead) {
      if (chunk.from == upTo) {
        chunk.tallies.forEach((s, t) -> tallies.computeIfAbsent(s, _ -> new Tally()).add(t));
        chunk.documentSources.forEach(source -> underWay.merge(source, 1L, Long::sum));
        upTo = chunk.next;
      }
    }
    return new View(tallies, underWay, upTo);
  }

  record View(Map<String, Tally> tallies, Map<String, Long> underWay, long upTo) {}

  private void run() {
    try {
      while (!closing || next < detectedUpTo.getAsLong()) {
        Chunk chunk = nextChunk();
        if (chunk != null) {
          store(chunk);
        }
        if (closing && !state.equals("up")) {
          break;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    save();
  }

  /** The chunk that follows what is stored: from the queue, or read once more. */
  private @Nullable Chunk nextChunk() throws InterruptedException {
    Chunk queued = queue.peek();
    if (queued == null && next >= detectedUpTo.getAsLong()) {
      queued = queue.poll(50, TimeUnit.MILLISECONDS);
      if (queued == null) {
        saveWhenDue();
        return null;
      }
      return takeInHand(queued, false);
    }
    while (queued != null && queued.from < next) {
      queue.poll();
      queued = queue.peek();
    }
    if (queued != null && queued.from == next) {
      return takeInHand(queued, true);
    }
    long until = queued == null ? detectedUpTo.getAsLong() : queued.from;
    int most = (int) Math.min(ENTRIES_PER_READ, until - next);
    return most <= 0 ? null : takeInHand(reader.read(next, journal.read(next, most)), false);
  }

  private synchronized @Nullable Chunk takeInHand(Chunk chunk, boolean fromQueue) {
    if (fromQueue) {
      queue.poll();
    }
    if (chunk.from != next) {
      return null;
    }
    inHand = chunk;
    return chunk;
  }

  private void store(Chunk chunk) throws InterruptedException {
    for (int from = 0; from < chunk.documents.size(); from += DOCUMENTS_PER_CALL) {
      int to = Math.min(chunk.documents.size(), from + DOCUMENTS_PER_CALL);
      StoreWriter.Outcome outcome = createPatiently(chunk.documents.subList(from, to));
      if (outcome == null) {
        return;
      }
      account(chunk, from, to, outcome);
    }
    chunk.held.forEach(
        held ->
            quarantine.keep(
                held.offset(), held.index(), held.record(), held.reason(), held.detail()));
    commit(chunk);
    saveWhenDue();
  }

  private synchronized void account(Chunk chunk, int from, int to, StoreWriter.Outcome outcome) {
    for (int i = from; i < to; i++) {
      Tally tally = chunk.tally(chunk.documentSources.get(i));
      StoreWriter.Refusal refusal = outcome.refused().get(i - from);
      if (refusal == null) {
        tally.stored++;
      } else {
        tally.refused.merge(refusal.reason(), 1L, Long::sum);
        LOG.warn("store: {} refused: {}", chunk.documents.get(i).event(), refusal.detail());
      }
    }
    // What is accounted for is no longer under way.
    for (int i = from; i < to; i++) {
      chunk.documentSources.set(i, "");
    }
  }

  private synchronized void commit(Chunk chunk) {
    chunk.tallies.forEach((s, t) -> committed.computeIfAbsent(s, _ -> new Tally()).add(t));
    inHand = null;
    next = chunk.next;
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
