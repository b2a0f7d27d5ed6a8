package songlam.console.simulate.wire;

/**
 * One direction of a conversation as an exporter reports it.
 *
 * @param source IPv4 address
 * @param destination IPv4 address
 * @param protocol IP protocol number: 6 TCP, 17 UDP
 * @param bytes octets on layer 3
 * @param flags TCP control bits seen
 * @param startedAt milliseconds since the epoch
 * @param endedAt milliseconds since the epoch
 */
public record Flow(
    String source,
    int sourcePort,
    String destination,
    int destinationPort,
    int protocol,
    long packets,
    long bytes,
    int flags,
    long startedAt,
    long endedAt) {
  /** A TCP conversation that was opened, used and closed: SYN, ACK, PSH and FIN seen. */
  public static Flow tcp(
      String source, int sourcePort, String destination, int port, long bytes, long from, long to) {
    return new Flow(
        source, sourcePort, destination, port, 6, Math.max(3, bytes / 900), bytes, 0x1b, from, to);
  }

  /** A lone SYN: what a port scan looks like. */
  public static Flow syn(String source, int sourcePort, String destination, int port, long at) {
    return new Flow(source, sourcePort, destination, port, 6, 1, 44, 0x02, at, at);
  }

  /** A question and its answer over UDP. */
  public static Flow udp(
      String source, int sourcePort, String destination, int port, long bytes, long at) {
    return new Flow(source, sourcePort, destination, port, 17, 1, bytes, 0, at, at + 5);
  }
}
