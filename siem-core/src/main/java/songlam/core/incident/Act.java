package songlam.core.incident;

/** What a person can do with an alert or incident. */
public sealed interface Act {
  /** I have seen it. */
  record Acknowledge() implements Act {}

  /** I work on it. */
  record Take() implements Act {}

  record AddNote(String text) implements Act {
    public AddNote {
      if (text.isBlank()) {
        throw new IllegalArgumentException("note: empty (expected: some words)");
      }
    }
  }

  /** It is dealt with, and this is what it was. */
  record Close(Verdict verdict, String why) implements Act {}

  /** It was closed too early. */
  record Reopen() implements Act {}
}
