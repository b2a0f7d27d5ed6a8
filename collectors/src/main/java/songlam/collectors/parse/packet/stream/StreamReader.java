package songlam.collectors.parse.packet.stream;

/** Reads the bytes of both directions of one TCP connection, each in order. */
public interface StreamReader {
  /**
   * Takes the next bytes; the array is only lent.
   *
   * @param nanos packet time
   */
  void bytes(boolean fromClient, byte[] data, int offset, int length, long nanos);

  /**
   * Whether nothing further is of interest: the rest of the connection need not be put in order.
   */
  boolean isDone();

  /** About how many octets of memory wait for their end or their answer. */
  long held();

  /** The connection is over or was lost sight of: what waits for an answer comes out without. */
  void end();
}
