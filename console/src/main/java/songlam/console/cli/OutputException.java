package songlam.console.cli;

import java.io.IOException;
import java.util.Locale;

/** What a verb prints could not be written. */
final class OutputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OutputException(IOException cause) {
    super("standard output: " + cause.getMessage() + " (expected: room for all of it)", cause);
  }

  /** Whether nobody reads any more, as behind {@code | head}: that is no failure. */
  boolean isUnread() {
    return String.valueOf(getCause()).toLowerCase(Locale.ROOT).contains("pipe");
  }
}
