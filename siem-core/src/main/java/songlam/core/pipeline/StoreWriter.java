package songlam.core.pipeline;

import java.util.List;
import java.util.Map;
import songlam.core.event.Event;
import songlam.core.event.Reason;

/**
 * Puts events into the searchable store. Called by one thread; blocks until the answer is there.
 */
public interface StoreWriter {
  /**
   * Creates the documents; one that is there already is left as it is and counts as stored.
   *
   * @param documents events with the suffix of the index each belongs to
   * @throws StoreAwayException when the store cannot be reached: nothing is known of the documents,
   *     and the same call is made again later
   */
  Outcome create(List<Document> documents);

  /**
   * @param event what to store
   * @param suffix of the index, fixed by the journal segment
   */
  record Document(Event event, String suffix) {}

  /**
   * @param refused place in the list and why, for those the store will never take
   */
  record Outcome(Map<Integer, Refusal> refused) {
    public static final Outcome ALL_STORED = new Outcome(Map.of());
  }

  /** Why the store will not take a document. */
  record Refusal(Reason reason, String detail) {}
}
