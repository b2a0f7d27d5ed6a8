package songlam.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Condition;
import songlam.core.correlate.pack.Rehearsal;
import songlam.core.correlate.pack.ShippedPacks;
import songlam.core.detect.sigma.SigmaRules;
import songlam.core.event.Event;
import songlam.core.event.Severity;
import songlam.testing.Peers;

/**
 * A shift on which nothing happens, under all packs and all rules of ours: nothing urgent, and no
 * more in all than one analyst has time for.
 */
class OrdinaryDayTest {
  private static final int BUDGET = 20;
  static final List<String> LOGS =
      List.of("filebeat-module-golden", "packetbeat-golden", "auditbeat-auditd");

  @Test
  void aShiftWithoutAnAttackStaysWithinTheBudget() {
    OrdinaryShift shift = new OrdinaryShift(11);
    new OrdinaryWork(shift).tell();
    assertTrue(shift.events().size() > 30_000, () -> "events: " + shift.events().size());
    assertQuiet("shift", shift.events());
  }

  @Test
  void theOrdinaryLogsOfOthersRaiseNothingUrgent() throws IOException {
    for (String folder : LOGS) {
      assertQuiet(folder, OrdinaryLogsTest.events(Peers.corpus(folder)));
    }
  }

  private static void assertQuiet(String what, List<Event> events) {
    Rehearsal rehearsal = new Rehearsal(ShippedPacks.read(), SigmaRules.shipped().detector());
    List<Alert> alerts =
        rehearsal.run(events, 600_000).stream()
            .filter(alert -> alert.condition() != Condition.SUPPRESSED)
            .toList();
    List<String> told =
        alerts.stream()
            .map(a -> a.severity().label() + " " + a.rule() + ": " + a.reason().en())
            .toList();
    List<Alert> urgent =
        alerts.stream().filter(a -> a.severity().compareTo(Severity.HIGH) >= 0).toList();
    assertEquals(List.of(), urgent.stream().map(Alert::rule).distinct().toList(), what + told);
    assertTrue(alerts.size() <= BUDGET, what + ": " + told);
  }
}
