package songlam.console.simulate.wire;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;

/** Sends syslog: RFC 3164 over UDP, RFC 5424 over TCP with octet counting (RFC 6587). */
public final class SyslogClient implements AutoCloseable {
  private static final ZoneId LOCAL = ZoneId.of("Asia/Ho_Chi_Minh");
  private static final DateTimeFormatter BSD =
      DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ENGLISH).withZone(LOCAL);

  private final DatagramSocket udp;
  private final InetSocketAddress udpTarget;
  private final TcpStream tcp;

  public SyslogClient(int udpPort, int tcpPort) throws IOException {
    this.udp = new DatagramSocket();
    this.udpTarget = new InetSocketAddress(InetAddress.getLoopbackAddress(), udpPort);
    this.tcp = new TcpStream(tcpPort);
  }

  /**
   * One message as old daemons write it.
   *
   * @param priority facility times eight plus severity
   * @param tag program, with pid in brackets when it has one
   */
  public void bsd(int priority, long at, String host, String tag, String message)
      throws IOException {
    String line =
        "<%d>%s %s %s: %s"
            .formatted(priority, BSD.format(Instant.ofEpochMilli(at)), host, tag, message);
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    udp.send(new DatagramPacket(bytes, bytes.length, udpTarget));
  }

  /** One message with its full timestamp, over TCP. Flushed by {@link #flush()}. */
  public void modern(int priority, long at, String host, String app, int pid, String message)
      throws IOException {
    String line =
        "<%d>1 %s %s %s %d - - %s"
            .formatted(priority, Instant.ofEpochMilli(at), host, app, pid, message);
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    byte[] length = (bytes.length + " ").getBytes(StandardCharsets.US_ASCII);
    byte[] frame = Arrays.copyOf(length, length.length + bytes.length);
    System.arraycopy(bytes, 0, frame, length.length, bytes.length);
    tcp.write(frame);
  }

  public void flush() throws IOException {
    tcp.flush();
  }

  @Override
  public void close() throws IOException {
    udp.close();
    tcp.close();
  }
}
