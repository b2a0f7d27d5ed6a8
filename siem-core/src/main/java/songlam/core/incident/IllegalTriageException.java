package songlam.core.incident;

/** The act does not fit the state it would act upon; the message says what was expected. */
public final class IllegalTriageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public IllegalTriageException(String message) {
    super(message);
  }
}
