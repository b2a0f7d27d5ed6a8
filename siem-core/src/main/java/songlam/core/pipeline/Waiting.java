package songlam.core.pipeline;

import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chunks on their way from detection to the store, in the order of the journal. It holds no more
 * than memory bears: a chunk that finds no room is let go, and read from the journal again later.
 */
final class Waiting {
  /** One NetFlow packet is some thirty documents, so chunks are no measure. */
  private static final int MOST_DOCUMENTS = 48_000;

  private static final long MOST_BYTES = 48L << 20;

  private final ArrayDeque<Chunk> chunks = new ArrayDeque<>();
  private int documents;
  private long bytes;

  /**
   * Takes the chunk when there is room; an empty queue takes any.
   *
   * @return whether it was taken
   */
  synchronized boolean offer(Chunk chunk) {
    boolean room =
        documents + chunk.documents.size() <= MOST_DOCUMENTS && bytes + chunk.bytes <= MOST_BYTES;
    if (!room && !chunks.isEmpty()) {
      return false;
    }
    chunks.add(chunk);
    documents += chunk.documents.size();
    bytes += chunk.bytes;
    notifyAll();
    return true;
  }

  /**
   * The chunk that begins here, if it is the next; older ones are dropped, they were read again.
   */
  synchronized @Nullable Chunk take(long from) {
    while (!chunks.isEmpty() && chunks.getFirst().from < from) {
      remove();
    }
    return chunks.isEmpty() || chunks.getFirst().from > from ? null : remove();
  }

  /** Where the first chunk begins, or {@code otherwise} when none waits. */
  synchronized long first(long otherwise) {
    return chunks.isEmpty() ? otherwise : chunks.getFirst().from;
  }

  /** Waits until there is a chunk, or that long. */
  synchronized void await(long millis) throws InterruptedException {
    if (chunks.isEmpty()) {
      wait(millis);
    }
  }

  synchronized List<Chunk> all() {
    return List.copyOf(chunks);
  }

  private Chunk remove() {
    Chunk chunk = chunks.removeFirst();
    documents -= chunk.documents.size();
    bytes -= chunk.bytes;
    return chunk;
  }
}
