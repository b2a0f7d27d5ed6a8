package songlam.collectors.listen;

/**
 * How a client on this machine reaches a listener.
 *
 * @param host address to connect to
 * @param port the port bound
 */
public record Door(Kind kind, String host, int port) {
  /** What a client must speak, the plainest first. */
  public enum Kind {
    TCP,
    TLS,
    UDP
  }

  /** The door of a listener bound here: a client comes to every address by way of loopback. */
  public static Door at(Kind kind, String bound, int port) {
    boolean isEvery = bound.equals("0.0.0.0") || bound.equals("::");
    return new Door(kind, isEvery ? "127.0.0.1" : bound, port);
  }
}
