package songlam.core.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chunks that follow one another and go to the store in one call: the more documents a call has,
 * the less each costs there.
 */
final class Batch {
  private static final Logger LOG = LoggerFactory.getLogger(Batch.class);
  private static final int MOST_DOCUMENTS = 5_000;
  private static final long MOST_BYTES = 8L << 20;

  private final List<Chunk> chunks = new ArrayList<>();
  private int documents;
  private long bytes;

  void add(Chunk chunk) {
    chunks.add(chunk);
    documents += chunk.documents.size();
    bytes += chunk.bytes;
  }

  boolean hasRoom() {
    return documents < MOST_DOCUMENTS && bytes < MOST_BYTES;
  }

  List<Chunk> chunks() {
    return chunks;
  }

  /** Offset behind its last chunk. */
  long next() {
    return chunks.getLast().next;
  }

  List<StoreWriter.Document> documents() {
    List<StoreWriter.Document> all = new ArrayList<>(documents);
    chunks.forEach(chunk -> all.addAll(chunk.documents));
    return all;
  }

  /** Counts what the store said of each document, in the tallies of the chunk it came from. */
  void account(StoreWriter.Outcome outcome) {
    int first = 0;
    for (Chunk chunk : chunks) {
      for (int i = 0; i < chunk.documents.size(); i++) {
        Tally tally = chunk.tally(chunk.documentSources.get(i));
        StoreWriter.Refusal refusal = outcome.refused().get(first + i);
        if (refusal == null) {
          tally.stored++;
        } else {
          tally.refused.merge(refusal.reason(), 1L, Long::sum);
          LOG.warn("store: {} refused: {}", chunk.documents.get(i).event(), refusal.detail());
        }
      }
      first += chunk.documents.size();
    }
  }
}
