package songlam.collectors.listen.feed;

import java.io.IOException;

/** What came back is no feed; the message says where it stops being one. */
public final class MalformedFeedException extends IOException {
  private static final long serialVersionUID = 1L;

  MalformedFeedException(String message, Throwable cause) {
    super(message, cause);
  }
}
