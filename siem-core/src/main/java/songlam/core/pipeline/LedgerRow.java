package songlam.core.pipeline;

import java.util.Map;
import songlam.core.event.Reason;

/**
 * The account of one source, both hops. Records: {@code received = parsed + rejected + dropped +
 * pending}; received is counted when the journal writes, pending by reading the journal, the rest
 * by the pipeline: three hands, one sum. Events: {@code produced = stored + refused + pending}.
 *
 * @param lastReceivedAt wall clock of the last record the pipeline has seen, 0 for none
 */
public record LedgerRow(
    String source,
    long received,
    long parsed,
    Map<Reason, Long> rejected,
    Map<Reason, Long> dropped,
    long pending,
    long produced,
    long stored,
    Map<Reason, Long> refused,
    long pendingEvents,
    long lastReceivedAt) {
  public LedgerRow {
    rejected = Map.copyOf(rejected);
    dropped = Map.copyOf(dropped);
    refused = Map.copyOf(refused);
  }

  /** Whether both sums hold. */
  public boolean balanced() {
    return received == parsed + Tally.sum(rejected) + Tally.sum(dropped) + pending
        && produced == stored + Tally.sum(refused) + pendingEvents;
  }
}
