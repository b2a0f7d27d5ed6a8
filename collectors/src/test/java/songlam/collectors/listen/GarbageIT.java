package songlam.collectors.listen;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import songlam.collectors.Platform;
import songlam.collectors.listen.http.BulkRoutes;
import songlam.collectors.listen.tcp.TcpConfig;
import songlam.collectors.listen.tcp.TcpListener;
import songlam.collectors.listen.udp.UdpConfig;
import songlam.collectors.listen.udp.UdpListener;
import songlam.collectors.peers.Certificates;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;
import songlam.core.pipeline.Intake;

/**
 * Everything that is no message, to every listener at once, while good clients go on: nothing dies,
 * the ledger says what was wrong, and the good ones are as fast as alone.
 */
@Timeout(120)
class GarbageIT {
  private static final int GOOD = 100;
  private static final int LONGEST = 65_536;

  /** Nobody who sends logs notices so much. */
  private static final long UNNOTICED_MICROS = 200_000;

  private final Vertx vertx = Vertx.vertx();
  private final ExecutorService enemies = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<?>> attacks = new ArrayList<>();
  private final List<AutoCloseable> held = new ArrayList<>();
  private final Map<String, Long> arrivals = new ConcurrentHashMap<>();
  @TempDir Path folder;
  private Platform platform;
  private TcpListener tcp;
  private TcpListener tls;
  private UdpListener udp;
  private UdpListener flows;
  private HttpServer http;

  @BeforeEach
  void open() throws Exception {
    platform = new Platform(folder.resolve("data"));
    Intake intake = new Noting(platform.intake);
    Certificates certificates = Certificates.in(folder);
    PemKeyCertOptions certificate =
        new PemKeyCertOptions()
            .setCertPath(certificates.certificate().toString())
            .setKeyPath(certificates.key().toString());
    tcp = new TcpListener(vertx, tcpConfig("tcp", null), intake, Clock.systemUTC());
    tls = new TcpListener(vertx, tcpConfig("tls", certificate), intake, Clock.systemUTC());
    udp = new UdpListener(udpConfig("udp", "syslog"), intake, Clock.systemUTC());
    flows = new UdpListener(udpConfig("flows", "netflow"), intake, Clock.systemUTC());
    for (Listener listener : List.of(tcp, tls, udp, flows)) {
      platform.start(listener);
    }
    Router router = Router.router(vertx);
    new BulkRoutes("bulk", LONGEST, intake, Clock.systemUTC(), _ -> true).mount(router);
    http =
        vertx
            .createHttpServer(new HttpServerOptions().setIdleTimeout(30))
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .await();
  }

  @AfterEach
  void close() throws Exception {
    enemies.shutdownNow();
    for (AutoCloseable open : held) {
      open.close();
    }
    http.close().await();
    platform.close();
    vertx.close().await();
  }

  @Test
  void garbageHurtsNobodyElse() throws Exception {
    waits("first");
    Waits alone = waits("calm");
    attackSyslog();
    attackTls();
    attackDatagrams();
    attackHttp();
    Waits besides = waits("storm");
    for (Future<?> attack : attacks) {
      attack.get();
    }
    Waits after = waits("after");
    System.out.printf(
        "LATENCY of good clients, %d messages over TCP, TLS, UDP, HTTP, half and 99 of 100: alone %s,"
            + " beside garbage %s, after %s%n",
        4 * GOOD, alone, besides, after);
    // A machine that is busy with other things is slow without garbage too, and the slowest few
    // messages say more of it than of the garbage.
    for (Waits waits : List.of(besides, after)) {
      assertTrue(
          waits.half <= Math.max(UNNOTICED_MICROS, 5 * alone.half),
          "half of the messages: " + waits + ", alone: " + alone);
    }
    reasons();
  }

  /** What the ledger says of it, and that it adds up. */
  private void reasons() throws Exception {
    assertTrue(platform.rejected("tcp", Reason.OVERSIZED) >= 3, "too long lines");
    assertTrue(platform.rejected("tcp", Reason.MALFORMED) > 0, "noise");
    assertTrue(platform.rejected("udp", Reason.MALFORMED) > 0, "noise in datagrams");
    assertTrue(platform.rejected("flows", Reason.UNSUPPORTED) > 0, "no NetFlow version");
    assertTrue(platform.rejected("flows", Reason.TRUNCATED) > 0, "broken NetFlow");
    assertEquals(2, platform.rejected("bulk", Reason.TOO_DEEP));
    assertTrue(platform.rejected("bulk", Reason.OVERSIZED) >= 4, "packed zeros");
    assertTrue(platform.rejected("bulk", Reason.MALFORMED) >= 3, "broken bodies");
    Platform.await(
        () -> "handshakes given up: " + platform.row("tls"),
        () ->
            platform.dropped("tls", Reason.PEER_LIMIT) >= 20
                && platform.dropped("tls", Reason.MALFORMED) >= 5);
    for (String source : List.of("tcp", "tls", "udp", "flows", "bulk")) {
      platform.settled(source);
      assertEquals(0, platform.rejected(source, Reason.INTERNAL), platform.row(source).toString());
    }
    for (Listener listener : List.of(tcp, tls, udp, flows)) {
      assertTrue(listener.check().up(), listener.check().detail().en());
    }
  }

  private void attackSyslog() throws IOException {
    for (int i = 0; i < 200; i++) {
      Socket slow = new Socket(InetAddress.getLoopbackAddress(), tcp.port());
      held.add(slow);
      attack(() -> drip(slow, "<38>never ending"));
    }
    for (int i = 0; i < 3; i++) {
      int seed = i;
      attack(
          () -> {
            try (Socket wild = new Socket(InetAddress.getLoopbackAddress(), tcp.port())) {
              OutputStream out = wild.getOutputStream();
              out.write(noise(seed, 1 << 20));
              out.write(("\n<999>x\n<38>" + "x".repeat(3 << 20) + "\n").getBytes(UTF_8));
              out.write("99999999 <38>an announced length nobody sends".getBytes(UTF_8));
            }
            return null;
          });
    }
  }

  private void attackTls() throws IOException {
    for (int i = 0; i < 20; i++) {
      held.add(new Socket(InetAddress.getLoopbackAddress(), tls.port()));
    }
    for (int i = 0; i < 10; i++) {
      int seed = i;
      attack(
          () -> {
            try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), tls.port())) {
              plain.getOutputStream().write("<38>in plain text\n".getBytes(UTF_8));
              plain.getOutputStream().write(noise(seed, 4_000));
              plain.getInputStream().readAllBytes();
            } catch (IOException hungUp) {
              return null;
            }
            return null;
          });
    }
  }

  private void attackDatagrams() {
    for (int port : new int[] {udp.port(), flows.port()}) {
      attack(
          () -> {
            Random random = new Random(port);
            try (DatagramSocket socket = new DatagramSocket()) {
              for (int i = 0; i < 2_000; i++) {
                byte[] bytes = noise(i, i % 500 == 0 ? 60_000 : random.nextInt(300));
                if (i % 2 == 0 && bytes.length > 2) {
                  bytes[0] = 0;
                  bytes[1] = (byte) new int[] {5, 9, 10}[i % 3];
                }
                socket.send(
                    new DatagramPacket(
                        bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
                if (i % 20 == 0) {
                  Thread.sleep(1);
                }
              }
            }
            return null;
          });
    }
  }

  private void attackHttp() throws IOException {
    byte[] bomb = gzip(new byte[1 << 20], 100);
    byte[] tooMuch = gzip("{\"create\":{}}\n{}\n".repeat(1 << 16).getBytes(UTF_8), 20);
    for (int i = 0; i < 4; i++) {
      attack(() -> post("/api/v1/ingest", bomb, true));
      attack(() -> post("/_bulk", bomb, true));
      attack(() -> post("/_bulk", tooMuch, true));
    }
    String deep = "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000);
    attack(() -> post("/api/v1/ingest", deep.getBytes(UTF_8), false));
    attack(() -> post("/_bulk", ("{\"create\":{}}\n" + deep + "\n").getBytes(UTF_8), false));
    attack(() -> post("/_bulk", (deep + "\n{}\n").getBytes(UTF_8), false));
    attack(() -> post("/_bulk", noise(3, 100_000), false));
    attack(() -> post("/_bulk", noise(4, 100_000), true));
    attack(() -> post("/api/v1/ingest", new byte[40 << 20], false));
    for (int i = 0; i < 100; i++) {
      Socket slow = new Socket(InetAddress.getLoopbackAddress(), http.actualPort());
      held.add(slow);
      attack(() -> drip(slow, "POST /_bulk HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"));
    }
    attack(
        () -> {
          try (Socket large = new Socket(InetAddress.getLoopbackAddress(), http.actualPort())) {
            String head = "GET / HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(1 << 20);
            large.getOutputStream().write(head.getBytes(UTF_8));
            large.getInputStream().readAllBytes();
          } catch (IOException hungUp) {
            return null;
          }
          return null;
        });
  }

  private void attack(java.util.concurrent.Callable<?> attack) {
    attacks.add(enemies.submit(attack));
  }

  private static Void drip(Socket socket, String text) throws Exception {
    for (byte b : text.getBytes(UTF_8)) {
      socket.getOutputStream().write(b);
      Thread.sleep(30);
    }
    return null;
  }

  private Void post(String path, byte[] body, boolean packed) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http.actualPort() + path))
            .POST(BodyPublishers.ofByteArray(body));
    if (packed) {
      request.header("Content-Encoding", "gzip");
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      int status = client.send(request.build(), BodyHandlers.ofString()).statusCode();
      assertTrue(status == 200 || status == 400 || status == 413, path + ": " + status);
    } catch (IOException hungUp) {
      // The server may close the connection of a body that is too long before all of it was sent.
      assertTrue(body.length > 32 << 20, path + ": " + hungUp);
    }
    return null;
  }

  /**
   * Microseconds from sending to the intake, messages of all transports.
   *
   * @param half what half of them keep
   * @param most what 99 of 100 keep
   */
  private record Waits(long half, long most) {
    @Override
    public String toString() {
      return "%.1f and %.1f ms".formatted(half / 1e3, most / 1e3);
    }
  }

  private Waits waits(String round) throws Exception {
    Map<String, Long> sent = new ConcurrentHashMap<>();
    HttpClient client = HttpClient.newHttpClient();
    try (Socket one = new Socket(InetAddress.getLoopbackAddress(), tcp.port());
        Socket two =
            trusting()
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), tls.port());
        DatagramSocket three = new DatagramSocket()) {
      for (int i = 0; i < GOOD; i++) {
        String name = round + "-" + i;
        send(sent, "tcp-" + name, one.getOutputStream());
        send(sent, "tls-" + name, two.getOutputStream());
        byte[] datagram = message(sent, "udp-" + name);
        three.send(
            new DatagramPacket(
                datagram, datagram.length, InetAddress.getLoopbackAddress(), udp.port()));
        byte[] line = message(sent, "http-" + name);
        HttpRequest request =
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + http.actualPort() + "/api/v1/ingest"))
                .POST(
                    BodyPublishers.ofString(
                        "{\"message\":\"" + new String(line, UTF_8).strip() + "\"}"))
                .build();
        assertEquals(200, client.send(request, BodyHandlers.discarding()).statusCode());
        Thread.sleep(5);
      }
      Platform.await(
          () -> "messages of " + round, () -> arrivals.keySet().containsAll(sent.keySet()));
    }
    long[] waits =
        sent.entrySet().stream()
            .mapToLong(message -> arrivals.get(message.getKey()) - message.getValue())
            .sorted()
            .toArray();
    return new Waits(waits[waits.length / 2] / 1_000, waits[waits.length * 99 / 100] / 1_000);
  }

  private static void send(Map<String, Long> sent, String name, OutputStream out)
      throws IOException {
    out.write(message(sent, name));
    out.flush();
  }

  private static byte[] message(Map<String, Long> sent, String name) {
    sent.put(name, System.nanoTime());
    return ("<38>good " + name + " end\n").getBytes(UTF_8);
  }

  private static byte[] noise(int seed, int length) {
    byte[] noise = new byte[length];
    new Random(seed).nextBytes(noise);
    return noise;
  }

  private static byte[] gzip(byte[] part, int times) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      for (int i = 0; i < times; i++) {
        gzip.write(part);
      }
    }
    return packed.toByteArray();
  }

  private static TcpConfig tcpConfig(String source, PemKeyCertOptions certificate) {
    return new TcpConfig(source, "syslog", "", "127.0.0.1", 0, certificate, LONGEST, 1_000, 60);
  }

  private static UdpConfig udpConfig(String source, String type) {
    return new UdpConfig(source, type, "", "127.0.0.1", 0, 8 << 20);
  }

  private static SSLContext trusting() throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new TrustsAll()}, new SecureRandom());
    return context;
  }

  private static final class TrustsAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  /** Notes when a good message was handed on. */
  private final class Noting implements Intake {
    private final Intake to;

    Noting(Intake to) {
      this.to = to;
    }

    @Override
    public CompletionStage<Void> accept(List<RawRecord> records) {
      long now = System.nanoTime();
      for (RawRecord record : records) {
        if (record.payload().length < 200) {
          String text = new String(record.payload(), UTF_8);
          int at = text.indexOf("good ");
          if (at >= 0 && text.contains(" end")) {
            arrivals.put(text.substring(at + 5, text.indexOf(" end")), now);
          }
        }
      }
      return to.accept(records);
    }

    @Override
    public boolean hasRoom() {
      return to.hasRoom();
    }

    @Override
    public void dropped(String source, Reason reason, long count) {
      to.dropped(source, reason, count);
    }

    @Override
    public void rejected(RawRecord record, Reason reason, String detail) {
      to.rejected(record, reason, detail);
    }
  }
}
