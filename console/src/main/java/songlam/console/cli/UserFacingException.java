package songlam.console.cli;

/** Something a person can mend: its message is one sentence that says what and how. */
public final class UserFacingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  /**
   * @param exitCode as the footer of {@code songlam --help} lists them
   */
  public UserFacingException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  public int exitCode() {
    return exitCode;
  }
}
