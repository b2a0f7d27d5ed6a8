package songlam.console.simulate.wire;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Exports flows as IPFIX over UDP (RFC 7011): one template, sent with the first message and every
 * 20th, milliseconds as time (information elements 152 and 153).
 */
public final class IpfixExporter implements AutoCloseable {
  private static final int TEMPLATE = 256;
  private static final int RECORD_BYTES = 46;
  private static final int RECORDS_PER_MESSAGE = 25;

  /** Information element and length of each field, in the order of the record. */
  private static final int[][] FIELDS = {
    {8, 4}, {12, 4}, {7, 2}, {11, 2}, {4, 1}, {6, 1}, {2, 8}, {1, 8}, {152, 8}, {153, 8}
  };

  private final DatagramSocket socket = new DatagramSocket();
  private final InetSocketAddress target;
  private final int domain;
  private int sequence;
  private int messages;

  /**
   * @param port where the collector listens on loopback
   * @param domain observation domain: tells this exporter from others on the same address
   */
  public IpfixExporter(int port, int domain) throws IOException {
    this.target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.domain = domain;
  }

  /**
   * Sends the flows in as many messages as they need.
   *
   * @param at export time, milliseconds since the epoch
   */
  public void export(List<Flow> flows, long at) throws IOException {
    for (int from = 0; from < flows.size(); from += RECORDS_PER_MESSAGE) {
      send(flows.subList(from, Math.min(flows.size(), from + RECORDS_PER_MESSAGE)), at);
    }
  }

  private void send(List<Flow> flows, long at) throws IOException {
    ByteBuffer message = ByteBuffer.allocate(16 + 64 + 4 + flows.size() * RECORD_BYTES);
    message.position(16);
    if (messages++ % 20 == 0) {
      putTemplate(message);
    }
    message.putShort((short) TEMPLATE).putShort((short) (4 + flows.size() * RECORD_BYTES));
    for (Flow flow : flows) {
      putRecord(message, flow);
    }
    int length = message.position();
    message
        .putShort(0, (short) 10)
        .putShort(2, (short) length)
        .putInt(4, (int) (at / 1000))
        .putInt(8, sequence)
        .putInt(12, domain);
    sequence += flows.size();
    socket.send(new DatagramPacket(message.array(), length, target));
  }

  private static void putTemplate(ByteBuffer message) {
    message.putShort((short) 2).putShort((short) (8 + FIELDS.length * 4));
    message.putShort((short) TEMPLATE).putShort((short) FIELDS.length);
    for (int[] field : FIELDS) {
      message.putShort((short) field[0]).putShort((short) field[1]);
    }
  }

  private static void putRecord(ByteBuffer message, Flow flow) throws IOException {
    message
        .put(InetAddress.ofLiteral(flow.source()).getAddress())
        .put(InetAddress.ofLiteral(flow.destination()).getAddress())
        .putShort((short) flow.sourcePort())
        .putShort((short) flow.destinationPort())
        .put((byte) flow.protocol())
        .put((byte) flow.flags())
        .putLong(flow.packets())
        .putLong(flow.bytes())
        .putLong(flow.startedAt())
        .putLong(flow.endedAt());
  }

  @Override
  public void close() {
    socket.close();
  }
}
