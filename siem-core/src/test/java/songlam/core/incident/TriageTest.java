package songlam.core.incident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class TriageTest {
  @Test
  void walksFromNewToClosedAndBack() {
    Triage taken =
        Triage.NEW.after(new Act.Acknowledge(), "an", 1).after(new Act.Take(), "binh", 2);
    assertEquals(TriageState.IN_PROGRESS, taken.state());
    assertEquals("binh", taken.assignee());

    Triage closed = taken.after(new Act.Close(Verdict.BENIGN, "bảo trì định kỳ"), "binh", 3);
    assertEquals(Verdict.BENIGN, closed.verdict());
    assertEquals(List.of(new Note(3, "binh", "bảo trì định kỳ")), closed.notes());

    Triage reopened = closed.after(new Act.Reopen(), "an", 4);
    assertNull(reopened.verdict());
    assertEquals("an", reopened.assignee());
  }

  @Test
  void acknowledgingWhatSomebodyWorksOnChangesNothing() {
    Triage taken = Triage.NEW.after(new Act.Take(), "an", 1);
    assertEquals(taken, taken.after(new Act.Acknowledge(), "binh", 2));
  }

  @Test
  void closedOnesTakeNotesOnly() {
    Triage closed = Triage.NEW.after(new Act.Close(Verdict.TRUE_POSITIVE, ""), "an", 1);
    assertThrows(IllegalTriageException.class, () -> closed.after(new Act.Take(), "an", 2));
    assertThrows(
        IllegalTriageException.class,
        () -> closed.after(new Act.Close(Verdict.BENIGN, ""), "an", 2));
    assertEquals(1, closed.after(new Act.AddNote("xem lại"), "an", 2).notes().size());
  }
}
