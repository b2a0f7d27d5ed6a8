package songlam.collectors.listen.http;

import java.io.IOException;

/** A body that cannot be taken apart; the message says where. */
final class MalformedBodyException extends IOException {
  private static final long serialVersionUID = 1L;

  MalformedBodyException(String message) {
    super(message);
  }
}
