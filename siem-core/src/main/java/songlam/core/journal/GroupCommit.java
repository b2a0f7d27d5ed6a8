package songlam.core.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Gathers what many threads append and has one thread write all that waits at once. Nobody is told
 * that something is written before it is.
 */
final class GroupCommit implements AutoCloseable {
  private static final int QUEUED_CALLS = 65_536;
  private static final int QUEUED_ENTRIES = 200_000;
  private static final int SPARE_CALLS = 1_000;
  private static final int BATCH_ENTRIES = 4_000;

  private final BlockingQueue<Appending> queue = new ArrayBlockingQueue<>(QUEUED_CALLS);
  private final AtomicInteger queued = new AtomicInteger();
  private final Writer writer;
  private final Thread thread;
  private volatile boolean closed;

  /** Writes a batch and tells each of them how it went. Called on one thread. */
  @FunctionalInterface
  interface Writer {
    void write(List<Appending> batch);
  }

  /** What was appended in one call. */
  final class Appending {
    private final List<Entry> entries;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    private Appending(List<Entry> entries) {
      this.entries = entries;
    }

    List<Entry> entries() {
      return entries;
    }

    boolean holdsRecords() {
      return entries.stream()
          .anyMatch(entry -> entry instanceof Entry.Received || entry instanceof Entry.Refused);
    }

    void committed() {
      queued.addAndGet(-entries.size());
      done.complete(null);
    }

    void refused(Exception why) {
      queued.addAndGet(-entries.size());
      done.completeExceptionally(why);
    }
  }

  GroupCommit(Writer writer) {
    this.writer = writer;
    this.thread = Thread.ofPlatform().name("journal-writer").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  CompletableFuture<Void> append(List<Entry> entries) {
    Appending appending = new Appending(entries);
    queued.addAndGet(entries.size());
    if (closed) {
      appending.refused(new IllegalStateException("the journal is closed"));
    } else if (!queue.offer(appending)) {
      appending.refused(
          new JournalFullException("the queue before the journal is full (expected: slower)"));
    }
    return appending.done;
  }

  boolean hasRoom() {
    return queued.get() < QUEUED_ENTRIES && queue.remainingCapacity() > SPARE_CALLS;
  }

  private void run() {
    List<Appending> batch = new ArrayList<>();
    try {
      while (!closed || !queue.isEmpty()) {
        Appending first = queue.poll(50, TimeUnit.MILLISECONDS);
        if (first != null) {
          batch.add(first);
          int entries = first.entries().size();
          while (entries < BATCH_ENTRIES && queue.peek() != null) {
            Appending next = queue.remove();
            batch.add(next);
            entries += next.entries().size();
          }
          writer.write(batch);
          batch.clear();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes no more, and comes back when all that waited is written. */
  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
