package songlam.collectors.listen.http;

import java.io.IOException;

/** A body that holds more than one request may bring; the client is to send less at once. */
final class OversizedBodyException extends IOException {
  private static final long serialVersionUID = 1L;

  OversizedBodyException(String message) {
    super(message);
  }
}
