package songlam.console.canary;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import songlam.collectors.listen.CanaryPorts;
import songlam.collectors.listen.Door;
import songlam.core.rule.proof.Canary;
import songlam.core.rule.proof.CanaryRun;

/**
 * The real way: a client on this machine, over TCP, TLS or UDP to the input of the type, over HTTP
 * to the console's door for NDJSON. Blocks; for one thread.
 */
public final class Wire implements CanaryWay {
  private static final String HTTP_TYPE = "json";
  private static final int CONNECT_MILLIS = 5_000;
  private static final int ANSWER_MILLIS = 15_000;

  private final Function<String, Optional<Door>> inputs;
  private final Supplier<Door> console;
  private final String token;
  private final SSLSocketFactory tls;
  private final CanaryPorts ports;

  /**
   * @param inputs the way in for records of a type
   * @param console where NDJSON is taken
   * @param token an ingest token
   * @param tls trusts the installation's own authority
   * @param ports is told where canaries come from
   */
  public Wire(
      Function<String, Optional<Door>> inputs,
      Supplier<Door> console,
      String token,
      SSLSocketFactory tls,
      CanaryPorts ports) {
    this.inputs = inputs;
    this.console = console;
    this.token = token;
    this.tls = tls;
    this.ports = ports;
  }

  @Override
  public boolean isOpen(String type) {
    return type.equals(HTTP_TYPE) || inputs.apply(type).isPresent();
  }

  @Override
  public Closeable send(Canary canary, CanaryRun run, long now) throws IOException {
    List<byte[]> payloads = canary.payloads(now);
    if (canary.type().equals(HTTP_TYPE)) {
      return post(payloads, run.name());
    }
    Door door =
        inputs
            .apply(canary.type())
            .orElseThrow(() -> new IOException("no input takes " + canary.type()));
    return door.kind() == Door.Kind.UDP
        ? datagrams(door, payloads, run.name())
        : stream(door, payloads, run.name());
  }

  private Closeable stream(Door door, List<byte[]> payloads, String run) throws IOException {
    Socket socket = connect(door);
    return sent(
        socket,
        run,
        () -> {
          ports.open((InetSocketAddress) socket.getLocalSocketAddress(), run);
          OutputStream out = socket.getOutputStream();
          for (byte[] payload : payloads) {
            // Octet-counted, RFC 6587 3.4.1: a record may have lines.
            out.write((payload.length + " ").getBytes(ISO_8859_1));
            out.write(payload);
          }
          out.flush();
        });
  }

  private Closeable datagrams(Door door, List<byte[]> payloads, String run) throws IOException {
    InetAddress host = InetAddress.getByName(door.host());
    DatagramSocket socket = new DatagramSocket();
    return sent(
        socket,
        run,
        () -> {
          socket.connect(host, door.port());
          ports.open((InetSocketAddress) socket.getLocalSocketAddress(), run);
          for (byte[] payload : payloads) {
            socket.send(new DatagramPacket(payload, payload.length));
          }
        });
  }

  private Closeable post(List<byte[]> payloads, String run) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] payload : payloads) {
      body.write(payload);
      body.write('\n');
    }
    Door door = console.get();
    Socket socket = connect(door);
    return sent(
        socket,
        run,
        () -> {
          ports.open((InetSocketAddress) socket.getLocalSocketAddress(), run);
          OutputStream out = socket.getOutputStream();
          out.write(head(door, body.size()).getBytes(ISO_8859_1));
          body.writeTo(out);
          out.flush();
          expectTaken(socket);
        });
  }

  private String head(Door door, int length) {
    return """
        POST /api/v1/ingest HTTP/1.1\r
        Host: %s:%d\r
        Authorization: Bearer %s\r
        Content-Type: application/x-ndjson\r
        Content-Length: %d\r
        \r
        """
        .formatted(door.host(), door.port(), token, length);
  }

  private static void expectTaken(Socket socket) throws IOException {
    BufferedReader answer =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    String status = String.valueOf(answer.readLine());
    if (!status.startsWith("HTTP/1.1 200")) {
      throw new IOException("the listener answered " + status + " (expected: 200)");
    }
  }

  private Socket connect(Door door) throws IOException {
    Socket plain = new Socket();
    try {
      plain.connect(new InetSocketAddress(door.host(), door.port()), CONNECT_MILLIS);
      plain.setSoTimeout(ANSWER_MILLIS);
      return door.kind() == Door.Kind.TLS
          ? tls.createSocket(plain, door.host(), door.port(), true)
          : plain;
    } catch (IOException e) {
      plain.close();
      throw new IOException(door.host() + ":" + door.port() + ": " + e.getMessage(), e);
    }
  }

  private interface Sending {
    void run() throws IOException;
  }

  private Closeable sent(Closeable socket, String run, Sending sending) throws IOException {
    Closeable ending =
        () -> {
          socket.close();
          ports.close(run);
        };
    try {
      sending.run();
      return ending;
    } catch (IOException e) {
      ending.close();
      throw e;
    }
  }
}
