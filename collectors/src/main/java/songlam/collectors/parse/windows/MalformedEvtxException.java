package songlam.collectors.parse.windows;

/** Bytes that are no event log; the message says what and where. */
final class MalformedEvtxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedEvtxException(String message) {
    super(message);
  }
}
