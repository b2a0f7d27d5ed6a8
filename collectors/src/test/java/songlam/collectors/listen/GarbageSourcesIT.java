package songlam.collectors.listen;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.net.NetSocket;
import io.vertx.ext.web.Router;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import songlam.collectors.Platform;
import songlam.collectors.listen.feed.FeedConfig;
import songlam.collectors.listen.feed.FeedListener;
import songlam.collectors.listen.mqtt.MqttConfig;
import songlam.collectors.listen.mqtt.MqttListener;
import songlam.collectors.listen.open311.Open311Routes;
import songlam.collectors.listen.open311.ReportService;
import songlam.collectors.listen.pcap.CaptureFileConfig;
import songlam.collectors.listen.pcap.CaptureFileListener;
import songlam.collectors.listen.probe.ProbeConfig;
import songlam.collectors.listen.probe.ProbeListener;
import songlam.collectors.listen.tail.TailConfig;
import songlam.collectors.listen.tail.TailListener;
import songlam.collectors.parse.packet.TcpCapture;
import songlam.core.event.Caps;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;

/**
 * Garbage where the platform fetches, follows or asks, and in the forms of citizens: each way in
 * says what was wrong and goes on to the good one behind it.
 */
@Timeout(120)
class GarbageSourcesIT {
  private static final int LONGEST = 65_536;

  private final Vertx vertx = Vertx.vertx();
  @TempDir Path folder;
  private Platform platform;

  @BeforeEach
  void open() {
    platform = new Platform(folder.resolve("data"));
  }

  @AfterEach
  void close() {
    platform.close();
    vertx.close().await();
  }

  @Test
  void feedsOfAllKindsOfNonsense() throws Exception {
    int port =
        vertx
            .createHttpServer()
            .requestHandler(this::feed)
            .listen(0, "127.0.0.1")
            .await()
            .actualPort();
    Map<String, String> papers = new TreeMap<>();
    for (String paper :
        List.of("noise", "bomb", "deep", "packed", "endless", "cut", "header", "good")) {
      papers.put(paper, "http://127.0.0.1:" + port + "/" + paper);
    }
    FeedListener feeds =
        new FeedListener(
            vertx,
            new FeedConfig("press", papers, 600_000, 1 << 20),
            platform.intake,
            platform.system,
            Clock.systemUTC(),
            new Caps());
    platform.start(feeds);
    platform.settled("press", 1);
    Platform.await(
        () -> feeds.check() + " " + platform.row("press"),
        () -> papers.keySet().stream().allMatch(p -> p.equals("good") || told(feeds, p)));
    platform.settled("press");
    assertEquals(1, platform.count("event.dataset:songlam.press_item"));
    assertEquals(2, platform.rejected("press", Reason.OVERSIZED), "packed and endless");
    assertTrue(platform.rejected("press", Reason.MALFORMED) >= 2, "noise and a bomb");
    unhurt("press");
    assertTrue(feeds.check().up());
  }

  private static boolean told(FeedListener feeds, String paper) {
    return feeds.check().detail().en().contains(paper + "=");
  }

  private void feed(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    switch (request.path().substring(1)) {
      case "noise" -> response.end(Buffer.buffer(noise(1, 50_000)));
      case "bomb" ->
          response.end("<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;\">]><rss>&c;</rss>");
      case "deep" -> response.end("<rss version=\"2.0\"><channel>" + "<a>".repeat(100_000));
      case "packed" ->
          response
              .putHeader("Content-Encoding", "gzip")
              .end(Buffer.buffer(gzip(new byte[64 << 20])));
      case "endless" -> {
        response.setChunked(true);
        more(response);
      }
      case "cut" -> {
        response.putHeader("Content-Length", "1000").write("<rss>");
        vertx.setTimer(20, _ -> request.connection().close());
      }
      case "header" -> response.putHeader("X", "y".repeat(1 << 20)).end();
      default ->
          response.end(
              "<rss version=\"2.0\"><channel><item><title>Tin</title><link>http://p/1</link></item>"
                  + "</channel></rss>");
    }
  }

  private void more(HttpServerResponse response) {
    if (!response.closed()) {
      response.write(" ".repeat(100_000)).onSuccess(_ -> more(response));
    }
  }

  @Test
  void servicesThatAnswerNonsense() throws Exception {
    int noise = raw(socket -> socket.end(Buffer.buffer(noise(2, 100_000))));
    int head = raw(socket -> socket.write("HTTP/1.1 200 OK\r\nX: " + "y".repeat(1 << 20)));
    int hangsUp = raw(NetSocket::close);
    int good =
        vertx
            .createHttpServer()
            .requestHandler(request -> request.response().end())
            .listen(0, "127.0.0.1")
            .await()
            .actualPort();
    List<ProbeConfig.Check> checks = new ArrayList<>();
    for (int port : new int[] {noise, head, hangsUp, good}) {
      checks.add(check("http", port, good));
      checks.add(check("tls", port, good));
    }
    ProbeListener probes =
        new ProbeListener(
            vertx,
            new ProbeConfig("probes", checks, 600_000, 5_000),
            platform.intake,
            Clock.systemUTC());
    platform.start(probes);
    platform.settled("probes", checks.size());
    assertEquals(1, platform.count("songlam.check.up:true AND songlam.check.service:http-good"));
    assertEquals(checks.size() - 1, platform.count("songlam.check.up:false"));
    unhurt("probes");
    assertTrue(probes.check().up());
  }

  private static ProbeConfig.Check check(String scheme, int port, int good) {
    return new ProbeConfig.Check(
        scheme + (port == good ? "-good" : "-bad"),
        URI.create(scheme + "://127.0.0.1:" + port),
        200,
        "");
  }

  private int raw(io.vertx.core.Handler<NetSocket> handler) {
    return vertx
        .createNetServer()
        .connectHandler(handler)
        .listen(0, "127.0.0.1")
        .await()
        .actualPort();
  }

  @Test
  void capturesAndLogFiles() throws Exception {
    Path captures = Files.createDirectory(folder.resolve("captures"));
    byte[] good =
        new TcpCapture(554)
            .asks("OPTIONS rtsp://192.0.2.7/ RTSP/1.0\r\nCSeq: 1\r\n\r\n")
            .answers("RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n")
            .bytes();
    byte[] broken = good.clone();
    System.arraycopy(noise(3, broken.length - 40), 0, broken, 40, broken.length - 40);
    Files.write(captures.resolve("1-noise.pcap"), noise(4, 300_000));
    Files.write(captures.resolve("2-broken.pcap"), broken);
    Files.write(captures.resolve("3-cut.pcap"), java.util.Arrays.copyOf(good, good.length - 7));
    Files.write(captures.resolve("4-empty.pcap"), new byte[0]);
    Files.write(captures.resolve("5-good.pcap"), good);
    CaptureFileListener capture =
        new CaptureFileListener(
            new CaptureFileConfig("captures", "", captures, false), platform.intake, new Caps());
    platform.start(capture);

    Path log = folder.resolve("app.log");
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    lines.writeBytes(noise(5, 200_000));
    lines.writeBytes(("\n" + "x".repeat(3 * LONGEST) + "\n").getBytes(UTF_8));
    lines.writeBytes(new byte[10_000]);
    lines.writeBytes(("\n" + "[".repeat(20_000) + "\n\n\r\n").getBytes(UTF_8));
    lines.writeBytes("{\"message\":\"good\"}\n".getBytes(UTF_8));
    Files.write(log, lines.toByteArray());
    TailListener tail =
        new TailListener(
            new TailConfig("app", "json", "", log, LONGEST, 100),
            platform.intake,
            platform.system,
            Clock.systemUTC());
    platform.start(tail);

    platform.settled("app", 1);
    Platform.await(
        () -> "the good line: " + platform.row("app"), () -> platform.count("message:good") == 1);
    assertTrue(platform.rejected("app", Reason.OVERSIZED) >= 1, "a line without an end");
    assertTrue(platform.rejected("app", Reason.MALFORMED) > 10, "noise");
    assertTrue(tail.check().up(), tail.check().detail().en());
    unhurt("app");

    capture.ended().toCompletableFuture().join();
    platform.settled("captures", 1);
    assertTrue(platform.count("rtsp.request.method:OPTIONS") >= 1);
    assertTrue(platform.rejected("captures", Reason.MALFORMED) >= 1, "noise");
    assertTrue(platform.rejected("captures", Reason.TRUNCATED) >= 1, "cut");
    unhurt("captures");
  }

  @Test
  void messagesOfABroker() throws Exception {
    MqttServer broker = MqttServer.create(vertx).endpointHandler(this::publishNonsense);
    int port = broker.listen(0, "127.0.0.1").await().actualPort();
    MqttListener mqtt =
        new MqttListener(
            vertx,
            new MqttConfig(
                "cameras",
                "frigate",
                RawRecord.LIVE,
                "127.0.0.1",
                port,
                false,
                null,
                null,
                List.of("#"),
                LONGEST),
            platform.intake,
            Clock.systemUTC());
    platform.start(mqtt);
    Platform.await(
        () -> "the good message: " + platform.row("cameras"),
        () -> platform.count("event.dataset:songlam.camera_status") == 1);
    assertEquals(1, platform.rejected("cameras", Reason.OVERSIZED));
    assertTrue(platform.rejected("cameras", Reason.MALFORMED) >= 10, "noise");
    unhurt("cameras");
    assertTrue(mqtt.check().up(), mqtt.check().detail().en());
  }

  private void publishNonsense(MqttEndpoint endpoint) {
    endpoint.subscribeHandler(
        subscribe -> {
          endpoint.subscribeAcknowledge(subscribe.messageId(), List.of(MqttQoS.AT_LEAST_ONCE));
          List<String> topics =
              List.of("frigate/events", "frigate/c/car", "x", "frigate//", "ổ/đĩa");
          for (int i = 0; i < 50; i++) {
            publish(endpoint, topics.get(i % topics.size()), noise(i, i * 100));
          }
          publish(endpoint, "frigate/events", new byte[2 * LONGEST]);
          publish(endpoint, "frigate/events", "[".repeat(30_000).getBytes(UTF_8));
          publish(endpoint, "frigate/events", "{\"after\":{\"camera\":7}}".getBytes(UTF_8));
          publish(endpoint, "frigate/cam/status/detect", "offline".getBytes(UTF_8));
        });
    endpoint.accept(false);
  }

  private static void publish(MqttEndpoint endpoint, String topic, byte[] payload) {
    endpoint.publish(topic, Buffer.buffer(payload), MqttQoS.AT_LEAST_ONCE, false, false);
  }

  @Test
  void formsOfCitizens() throws Exception {
    Router router = Router.router(vertx);
    new Open311Routes(
            "reports",
            List.of(new ReportService("drainage", "Thoát nước", "", "", 48)),
            platform.intake,
            Clock.systemUTC(),
            _ -> true,
            _ -> Future.succeededFuture(new JsonArray()))
        .mount(router);
    int port =
        vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await().actualPort();
    String good = "service_code=drainage&lat=18.67&long=105.69&description=Ng%E1%BA%ADp";
    for (byte[] form :
        List.of(
            noise(6, 5_000),
            noise(7, 200_000),
            new byte[0],
            "a=1&".repeat(10_000).getBytes(UTF_8),
            "%zz=%&service_code=%ff%fe".getBytes(UTF_8),
            "service_code=drainage&lat=1e999&long=NaN".getBytes(UTF_8),
            ("service_code=drainage&lat=18.67&long=105.69&x=" + "y".repeat(60_000)).getBytes(UTF_8),
            "service_code=no-such&lat=1&long=1".getBytes(UTF_8))) {
      int status = post(port, form);
      assertTrue(status >= 400 && status < 500, new String(form, UTF_8).strip() + ": " + status);
    }
    assertEquals(201, post(port, good.getBytes(UTF_8)));
    platform.settled("reports", 1);
    assertEquals(1, platform.row("reports").received(), "what was answered 201 and nothing else");
    unhurt("reports");
  }

  private static int post(int port, byte[] form) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/open311/v2/requests.json"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofByteArray(form))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.discarding()).statusCode();
    }
  }

  /** The ledger adds up and nothing of it is a defect of ours. */
  private void unhurt(String source) throws InterruptedException {
    platform.settled(source);
    assertEquals(0, platform.rejected(source, Reason.INTERNAL), platform.row(source).toString());
  }

  private static byte[] noise(int seed, int length) {
    byte[] noise = new byte[length];
    new Random(seed).nextBytes(noise);
    return noise;
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return packed.toByteArray();
  }
}
