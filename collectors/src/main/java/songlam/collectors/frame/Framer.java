package songlam.collectors.frame;

import java.util.function.Consumer;

/** Cuts a stream of bytes into records. One per connection; not for many threads. */
public interface Framer {
  /**
   * Takes the next bytes of the stream; whole records go out as they are found.
   *
   * @param chunk owned by the framer from now on
   */
  void feed(byte[] chunk, Consumer<Frame> out);

  /** The stream ends: what is left is a record, if it is one. */
  void end(Consumer<Frame> out);

  /**
   * A record of the stream.
   *
   * @param payload its bytes; of one that is too long, the first ones
   * @param length how long it was
   */
  @SuppressWarnings("ArrayRecordComponent") // moves from framer to listener, never compared
  record Frame(byte[] payload, long length) {
    /** Whether bytes of it are missing because it was longer than allowed. */
    public boolean oversized() {
      return length > payload.length;
    }
  }
}
