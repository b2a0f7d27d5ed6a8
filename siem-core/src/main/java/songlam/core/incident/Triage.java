package songlam.core.incident;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The people's side of an alert or incident: its workflow, apart from whether the thing itself goes
 * on. Immutable; each act gives the next state or says why it cannot.
 *
 * @param state how far people have come
 * @param assignee account that took it, null when nobody has
 * @param verdict what it was found to be; set exactly when closed
 * @param notes what people wrote, oldest first
 */
public record Triage(
    TriageState state, @Nullable String assignee, @Nullable Verdict verdict, List<Note> notes) {
  /** Nobody has looked yet. */
  public static final Triage NEW = new Triage(TriageState.NEW, null, null, List.of());

  public Triage {
    notes = List.copyOf(notes);
    if ((state == TriageState.CLOSED) != (verdict != null)) {
      throw new IllegalArgumentException(
          "verdict: " + verdict + " in state " + state + " (expected: set exactly when closed)");
    }
  }

  /**
   * The state after the act.
   *
   * @param by the account that acts
   * @param at wall clock, milliseconds
   * @throws IllegalTriageException when the act does not fit the state
   */
  public Triage after(Act act, String by, long at) {
    return switch (act) {
      case Act.Acknowledge _ -> {
        requireOpen("acknowledge");
        yield state == TriageState.NEW
            ? new Triage(TriageState.ACKNOWLEDGED, assignee, null, notes)
            : this;
      }
      case Act.Take _ -> {
        requireOpen("take");
        yield new Triage(TriageState.IN_PROGRESS, by, null, notes);
      }
      case Act.AddNote(String text) ->
          new Triage(state, assignee, verdict, plus(new Note(at, by, text)));
      case Act.Close(Verdict found, String why) -> {
        requireOpen("close");
        yield new Triage(
            TriageState.CLOSED,
            assignee == null ? by : assignee,
            found,
            why.isBlank() ? notes : plus(new Note(at, by, why)));
      }
      case Act.Reopen _ -> {
        if (state != TriageState.CLOSED) {
          throw new IllegalTriageException("reopen: " + state.label() + " (expected: closed)");
        }
        yield new Triage(TriageState.IN_PROGRESS, by, null, notes);
      }
    };
  }

  private void requireOpen(String act) {
    if (state == TriageState.CLOSED) {
      throw new IllegalTriageException(act + ": closed (expected: an open one; reopen it first)");
    }
  }

  private List<Note> plus(Note note) {
    List<Note> longer = new ArrayList<>(notes);
    longer.add(note);
    return longer;
  }
}
