package songlam.console.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import songlam.core.event.Caps;
import songlam.core.incident.Act;
import songlam.core.incident.Triage;
import songlam.core.incident.Verdict;

class TakebacksTest {
  private static final Triage CLOSED =
      Triage.NEW.after(new Act.Close(Verdict.BENIGN, "quét định kỳ"), "lan", 1_000);

  private final Takebacks takebacks = new Takebacks(new Caps());

  @Test
  void givesBackHowItStoodOnce() {
    takebacks.remember("a1", Triage.NEW, CLOSED, "lan", 1_000);
    assertEquals(Triage.NEW, takebacks.before("a1", CLOSED, "lan", 11_000));
    assertThrows(Problem.class, () -> takebacks.before("a1", CLOSED, "lan", 11_000));
  }

  @Test
  void refusesWhatSomebodyElseDid() {
    takebacks.remember("a1", Triage.NEW, CLOSED, "lan", 1_000);
    assertThrows(Problem.class, () -> takebacks.before("a1", CLOSED, "minh", 2_000));
  }

  @Test
  void refusesWhatHasMovedOn() {
    takebacks.remember("a1", Triage.NEW, CLOSED, "lan", 1_000);
    Triage noted = CLOSED.after(new Act.AddNote("xem lại"), "minh", 2_000);
    assertThrows(Problem.class, () -> takebacks.before("a1", noted, "lan", 3_000));
  }

  @Test
  void refusesAfterAMinute() {
    takebacks.remember("a1", Triage.NEW, CLOSED, "lan", 1_000);
    assertThrows(Problem.class, () -> takebacks.before("a1", CLOSED, "lan", 62_000));
  }
}
