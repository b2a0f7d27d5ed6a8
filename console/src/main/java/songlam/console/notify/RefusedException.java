package songlam.console.notify;

/** The other side will never take this notice: trying again is of no use. */
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
