package songlam.console.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import songlam.console.simulate.wire.Capture;

/**
 * A capture of what a network carries: of ten conversations four are HTTP, three DNS, two TLS and
 * one is a protocol nobody knows.
 */
final class MixedCapture {
  private static final int NAMES = 64;
  private static final byte[] TLS_ALERT = {0x15, 3, 3, 0, 2, 2, 40};
  private static final byte[] UNKNOWN = new byte[700];

  private MixedCapture() {}

  static Path make(Path to, int conversations) throws IOException {
    byte[][] hellos = new byte[NAMES][];
    for (int i = 0; i < NAMES; i++) {
      hellos[i] = clientHello("dich-vu-" + i + ".example.vn");
    }
    byte[] answer = new byte[2_800];
    byte[] head = "HTTP/1.1 200 OK\r\nContent-Length: 2700\r\n\r\n".getBytes(US_ASCII);
    System.arraycopy(head, 0, answer, 0, head.length);
    try (Capture made = Capture.file(to)) {
      for (int i = 0; i < conversations; i++) {
        long at = FlowDatagrams.AT + i;
        String client = "10.0." + i % 200 + "." + (1 + i % 250);
        int port = 1_024 + i % 60_000;
        switch (i % 10) {
          case 0, 1, 2, 3 -> made.tcp(at, 20, client, port, "198.51.100.7", 80, request(i), answer);
          case 4, 5, 6 -> dns(made, at, client, port, i);
          case 7, 8 ->
              made.tcp(at, 20, client, port, "198.51.100.8", 443, hellos[i % NAMES], TLS_ALERT);
          default -> made.tcp(at, 20, client, port, "198.51.100.9", 7_001, UNKNOWN, UNKNOWN);
        }
      }
    }
    return to;
  }

  private static byte[] request(int i) {
    String path = "/cong/dich-vu/" + i % NAMES;
    return ("GET " + path + " HTTP/1.1\r\nHost: dichvu.example.vn\r\n\r\n").getBytes(US_ASCII);
  }

  private static void dns(Capture made, long at, String client, int port, int i)
      throws IOException {
    String name = "may-" + i % NAMES + ".example.vn";
    byte[] address = {(byte) 192, 0, 2, (byte) (i % 200)};
    int id = i % 65_536;
    made.udp(at, client, port, "10.0.0.53", 53, Capture.dnsQuestion(id, name, 1));
    made.udp(at + 2, "10.0.0.53", 53, client, port, Capture.dnsAnswer(id, name, address));
  }

  /** The first record a TLS client sends, with this name in it (RFC 6066). */
  private static byte[] clientHello(String name) throws SSLException {
    try {
      SSLEngine engine = SSLContext.getDefault().createSSLEngine();
      engine.setUseClientMode(true);
      SSLParameters parameters = engine.getSSLParameters();
      parameters.setServerNames(List.of(new SNIHostName(name)));
      engine.setSSLParameters(parameters);
      engine.beginHandshake();
      ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
      engine.wrap(ByteBuffer.allocate(0), hello);
      return Arrays.copyOf(hello.array(), hello.position());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }
}
