package songlam.core.pipeline;

/** The store cannot be reached now. */
public final class StoreAwayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreAwayException(String message, Throwable cause) {
    super(message, cause);
  }
}
