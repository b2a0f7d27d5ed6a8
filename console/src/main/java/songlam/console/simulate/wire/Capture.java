package songlam.console.simulate.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A capture in pcap format (draft-ietf-opsawg-pcap), into a file or to an input that takes
 * PCAP-over-IP: Ethernet frames with IPv4 and TCP or UDP, checksums right.
 */
public final class Capture implements AutoCloseable {
  private static final int ETHERNET = 14;
  private static final int IPV4 = 20;
  private static final int RECORD_HEAD = 16;

  private final OutputStream out;
  private int identification;

  private Capture(OutputStream out) {
    this.out = out;
  }

  /** A new file. */
  public static Capture file(Path file) throws IOException {
    OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
    out.write(head());
    return new Capture(out);
  }

  /**
   * A sensor that sends what it sees. Flushed by {@link #flush()}.
   *
   * @param port where the input listens on loopback
   */
  public static Capture overIp(int port) throws IOException {
    return new Capture(new TcpStream(port, head()));
  }

  private static byte[] head() {
    return ByteBuffer.allocate(24)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0xa1b2c3d4)
        .putShort((short) 2)
        .putShort((short) 4)
        .putInt(0)
        .putInt(0)
        .putInt(65_535)
        .putInt(1)
        .array();
  }

  /** One UDP datagram. */
  public void udp(long at, String from, int fromPort, String to, int toPort, byte[] payload)
      throws IOException {
    ByteBuffer segment = ByteBuffer.allocate(8 + payload.length);
    segment.putShort((short) fromPort).putShort((short) toPort);
    segment.putShort((short) segment.capacity()).putShort((short) 0).put(payload);
    packet(at, from, to, 17, segment.array(), 6);
  }

  /**
   * A whole TCP conversation: handshake, the client's request, the server's answer, FIN both ways.
   *
   * @param millis how long it takes from SYN to the last FIN
   */
  public void tcp(
      long at,
      long millis,
      String client,
      int clientPort,
      String server,
      int serverPort,
      byte[] request,
      byte[] answer)
      throws IOException {
    int c = 1_000 + identification * 7;
    int s = 9_000 + identification * 3;
    long step = Math.max(1, millis / 6);
    segment(at, client, clientPort, server, serverPort, c, 0, 0x02, new byte[0]);
    segment(at + 1, server, serverPort, client, clientPort, s, c + 1, 0x12, new byte[0]);
    segment(at + 2, client, clientPort, server, serverPort, c + 1, s + 1, 0x18, request);
    int cNext = c + 1 + request.length;
    segment(at + step, server, serverPort, client, clientPort, s + 1, cNext, 0x18, answer);
    int sNext = s + 1 + answer.length;
    segment(at + 2 * step, client, clientPort, server, serverPort, cNext, sNext, 0x11, new byte[0]);
    segment(
        at + 3 * step, server, serverPort, client, clientPort, sNext, cNext + 1, 0x11, new byte[0]);
    segment(
        at + 4 * step,
        client,
        clientPort,
        server,
        serverPort,
        cNext + 1,
        sNext + 1,
        0x10,
        new byte[0]);
  }

  /** A DNS question for a name of this type (RFC 1035). */
  public static byte[] dnsQuestion(int id, String name, int type) {
    ByteBuffer question = ByteBuffer.allocate(12 + name.length() + 2 + 4);
    question.putShort((short) id).putShort((short) 0x0100).putShort((short) 1);
    question.putShort((short) 0).putShort((short) 0).putShort((short) 0);
    for (String label : name.split("\\.")) {
      question.put((byte) label.length()).put(label.getBytes(US_ASCII));
    }
    question.put((byte) 0).putShort((short) type).putShort((short) 1);
    return question.array();
  }

  /** The answer to that question: one address. */
  public static byte[] dnsAnswer(int id, String name, byte[] address) {
    byte[] question = dnsQuestion(id, name, 1);
    ByteBuffer answer = ByteBuffer.allocate(question.length + 12 + address.length);
    answer.put(question).putShort((short) 0xc00c).putShort((short) 1).putShort((short) 1);
    answer.putInt(300).putShort((short) address.length).put(address);
    answer.putShort(2, (short) 0x8180).putShort(6, (short) 1);
    return answer.array();
  }

  public void flush() throws IOException {
    out.flush();
  }

  private void segment(
      long at,
      String from,
      int fromPort,
      String to,
      int toPort,
      int sequence,
      int acknowledged,
      int flags,
      byte[] payload)
      throws IOException {
    ByteBuffer segment = ByteBuffer.allocate(20 + payload.length);
    segment.putShort((short) fromPort).putShort((short) toPort).putInt(sequence);
    segment.putInt(acknowledged).put((byte) 0x50).put((byte) flags).putShort((short) 64_240);
    segment.putShort((short) 0).putShort((short) 0).put(payload);
    packet(at, from, to, 6, segment.array(), 16);
  }

  private void packet(long at, String from, String to, int protocol, byte[] segment, int checksumAt)
      throws IOException {
    byte[] source = InetAddress.ofLiteral(from).getAddress();
    byte[] destination = InetAddress.ofLiteral(to).getAddress();
    ByteBuffer frame = ByteBuffer.allocate(ETHERNET + IPV4 + segment.length);
    frame.put(mac(destination)).put(mac(source)).putShort((short) 0x0800);
    frame.put((byte) 0x45).put((byte) 0).putShort((short) (IPV4 + segment.length));
    frame.putShort((short) identification++).putShort((short) 0x4000);
    frame.put((byte) 64).put((byte) protocol).putShort((short) 0).put(source).put(destination);
    frame.put(segment);
    byte[] bytes = frame.array();
    frame.putShort(ETHERNET + 10, (short) checksum(bytes, ETHERNET, IPV4, 0));
    long pseudo = protocol + segment.length + words(source) + words(destination);
    int checksum = checksum(bytes, ETHERNET + IPV4, segment.length, pseudo);
    frame.putShort(ETHERNET + IPV4 + checksumAt, (short) (checksum == 0 ? 0xffff : checksum));
    // In one piece: a connection that is made anew goes on with a whole packet.
    out.write(
        ByteBuffer.allocate(RECORD_HEAD + bytes.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt((int) (at / 1000))
            .putInt((int) (at % 1000) * 1000)
            .putInt(bytes.length)
            .putInt(bytes.length)
            .put(bytes)
            .array());
  }

  private static byte[] mac(byte[] ip) {
    return new byte[] {0x02, 0, ip[0], ip[1], ip[2], ip[3]};
  }

  private static long words(byte[] address) {
    ByteBuffer words = ByteBuffer.wrap(address);
    return (words.getShort(0) & 0xffffL) + (words.getShort(2) & 0xffffL);
  }

  /** The internet checksum (RFC 1071). */
  private static int checksum(byte[] bytes, int offset, int length, long start) {
    long sum = start;
    for (int i = 0; i < length; i++) {
      sum += (i & 1) == 0 ? (bytes[offset + i] & 0xffL) << 8 : bytes[offset + i] & 0xffL;
    }
    while (sum >> 16 != 0) {
      sum = (sum & 0xffff) + (sum >> 16);
    }
    return (int) ~sum & 0xffff;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
