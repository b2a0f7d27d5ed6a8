package songlam.core.journal;

/** The journal has reached its disk budget and nothing of it can be given up yet. */
public final class JournalFullException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public JournalFullException(String message) {
    super(message);
  }
}
