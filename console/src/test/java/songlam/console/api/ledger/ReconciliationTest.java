package songlam.console.api.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import songlam.core.pipeline.LedgerRow;
import songlam.core.pipeline.LedgerSnapshot;

class ReconciliationTest {
  private long stored = 1_000;
  private long pending;
  private long counted = 1_000;
  private final Reconciliation reconciliation =
      new Reconciliation(this::ledger, () -> counted, () -> {}, () -> 0, Clock.systemUTC());

  private LedgerSnapshot ledger() {
    LedgerRow row =
        new LedgerRow(
            "syslog",
            stored + pending,
            stored + pending,
            Map.of(),
            Map.of(),
            0,
            stored + pending,
            stored,
            Map.of(),
            pending,
            1);
    return new LedgerSnapshot(1, List.of(row), 0, 0);
  }

  private long differenceAfterTwoLooks() {
    reconciliation.look();
    assertEquals(0, reconciliation.latest().difference(), "one look alone says nothing");
    reconciliation.look();
    return reconciliation.latest().difference();
  }

  @Test
  void whatIsEqualAgrees() {
    assertEquals(0, differenceAfterTwoLooks());
  }

  @Test
  void aDocumentDeletedBehindThePlatformIsMissed() {
    counted = 999;
    assertEquals(1, differenceAfterTwoLooks());
  }

  @Test
  void aDocumentPutThereBehindThePlatformIsSeen() {
    counted = 1_001;
    assertEquals(-1, differenceAfterTwoLooks());
  }

  @Test
  void aRequestThatIsHalfDoneForLongIsNoSurplus() {
    pending = 500;
    counted = 1_400;
    assertEquals(0, differenceAfterTwoLooks());
    counted = 1_501;
    assertEquals(-501, differenceAfterTwoLooks(), "more than all that is on its way");
  }
}
