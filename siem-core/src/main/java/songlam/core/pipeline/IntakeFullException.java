package songlam.core.pipeline;

/** The journal has reached its disk budget; the sender must wait and send again. */
public final class IntakeFullException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public IntakeFullException(String message) {
    super(message);
  }
}
