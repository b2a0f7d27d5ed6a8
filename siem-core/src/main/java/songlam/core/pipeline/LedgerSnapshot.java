package songlam.core.pipeline;

import java.util.List;

/**
 * The ledger at one moment.
 *
 * @param at wall clock, milliseconds
 * @param rows one per source, by name
 * @param quarantined records in quarantine
 * @param quarantineEvicted records that had to leave quarantine
 */
public record LedgerSnapshot(
    long at, List<LedgerRow> rows, long quarantined, long quarantineEvicted) {
  public LedgerSnapshot {
    rows = List.copyOf(rows);
  }

  public boolean balanced() {
    return rows.stream().allMatch(LedgerRow::balanced);
  }
}
