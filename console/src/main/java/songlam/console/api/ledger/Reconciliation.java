package songlam.console.api.ledger;

import java.time.Clock;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import songlam.core.pipeline.LedgerRow;
import songlam.core.pipeline.LedgerSnapshot;

/**
 * Compares what the ledger says is stored with what the store counts. Only a difference seen twice
 * in a row counts: between the two looks the store may be busy writing. More than the ledger knows
 * of counts only beyond what is on its way to the store.
 */
public final class Reconciliation {
  private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);

  private final Supplier<LedgerSnapshot> ledger;
  private final LongSupplier counted;
  private final Runnable refresh;
  private final LongSupplier expired;
  private final Clock clock;
  private volatile Result latest = new Result(0, 0, 0, 0);
  private final Rates rates = new Rates();
  private long suspected;

  /**
   * @param counted documents the store counts now; throws when it is away
   * @param refresh makes the store count all it has taken
   * @param expired documents that retention has deleted since the installation began
   */
  public Reconciliation(
      Supplier<LedgerSnapshot> ledger,
      LongSupplier counted,
      Runnable refresh,
      LongSupplier expired,
      Clock clock) {
    this.ledger = ledger;
    this.counted = counted;
    this.refresh = refresh;
    this.expired = expired;
    this.clock = clock;
  }

  /**
   * @param stored events the ledger says are stored
   * @param counted events the store holds, and those retention has deleted
   * @param difference stored minus counted, 0 while it may be a matter of timing
   * @param at wall clock of the look, 0 before the first
   */
  public record Result(long stored, long counted, long difference, long at) {}

  public Result latest() {
    return latest;
  }

  /** Records per second of a source, as of the last look. */
  double rate(String source) {
    return rates.of(source);
  }

  /** Looks once; called every few seconds. */
  public void look() {
    rates.look(ledger.get());
    try {
      long before = stored();
      long found = counted.getAsLong() + expired.getAsLong();
      if (found < before) {
        refresh.run();
        found = counted.getAsLong() + expired.getAsLong();
      }
      List<LedgerRow> rows = ledger.get().rows();
      long after = rows.stream().mapToLong(LedgerRow::stored).sum();
      // A request may be half done: the store counts what the ledger books when it is answered.
      long most = after + rows.stream().mapToLong(LedgerRow::pendingEvents).sum();
      long difference = found < before ? before - found : found > most ? after - found : 0;
      boolean sure = difference != 0 && difference == suspected;
      suspected = difference;
      if (sure && latest.difference() == 0) {
        LOG.warn("ledger: stored {}, the store counts {}", after, found);
      }
      latest = new Result(after, found, sure ? difference : 0, clock.millis());
    } catch (RuntimeException away) {
      LOG.debug("reconciliation: {}", away.getMessage());
    }
  }

  private long stored() {
    return ledger.get().rows().stream().mapToLong(LedgerRow::stored).sum();
  }
}
