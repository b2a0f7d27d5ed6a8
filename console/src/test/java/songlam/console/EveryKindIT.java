package songlam.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import songlam.console.cli.UserFacingException;
import songlam.console.simulate.wire.Capture;
import songlam.console.simulate.wire.FrigateBroker;
import songlam.console.simulate.wire.NewsSite;
import songlam.console.simulate.wire.PortalSite;
import songlam.core.query.QueryException;
import songlam.core.query.QueryParser;
import songlam.core.store.EventScan;

/** The inputs that fetch, read or listen in, as a configuration asks for them. */
@Timeout(120)
class EveryKindIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Vertx vertx = Vertx.vertx();
  @TempDir private Path folder;

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void whatEachKindFetchesIsStoredAsItsDataSet() throws Exception {
    int broker = RunningPlatform.freePort();
    int paper = RunningPlatform.freePort();
    int portal = RunningPlatform.freePort();
    FrigateBroker cameras = new FrigateBroker(vertx, broker);
    cameras.start().await();
    cameras.status("cau-ben-thuy", "offline");
    NewsSite news = new NewsSite(vertx, paper);
    news.start().await();
    news.publish("bao", new NewsSite.Article("Ngập ở Vinh", "Mưa lớn", System.currentTimeMillis()));
    PortalSite site = new PortalSite(vertx, portal);
    site.start().await();
    int branch = RunningPlatform.freePort();
    Path capture = folder.resolve("mirror.pcap");
    try (Capture mirror = Capture.file(capture)) {
      rtsp(mirror);
    }
    String inputs =
        """
        inputs:
          cameras: {kind: mqtt, host: 127.0.0.1, port: %d}
          press: {kind: feed, every: 1s, feeds: {bao: "http://127.0.0.1:%d/bao.rss"}}
          probes: {kind: probe, every: 1s, checks: [{service: portal, url: "http://127.0.0.1:%d/"}]}
          mirror: {kind: capture-file, path: "%s", follow: false}
          branch: {kind: pcap-over-ip, port: %d}
        """
            .formatted(broker, paper, portal, capture, branch);
    Map<String, String> wanted =
        Map.of(
            "cameras", "event.dataset:songlam.camera_status",
            "press", "event.dataset:songlam.press_item AND songlam.press.feed:bao",
            "probes", "event.dataset:songlam.service_check AND songlam.check.up:true",
            "mirror", "event.dataset:sensor.rtsp AND rtsp.request.method:DESCRIBE",
            "branch", "event.dataset:sensor.rtsp AND rtsp.request.method:DESCRIBE");
    try (RunningPlatform platform = new RunningPlatform(folder, inputs);
        Capture sensor = Capture.overIp(branch)) {
      rtsp(sensor);
      sensor.flush();
      awaitAll(platform, wanted);
      assertTrue(platform.read("ledger").getBoolean("balanced"));
      assertEquals(1, stored(platform, "press", wanted.get("press")));
    }
  }

  @Test
  void aCaptureFromAnInterfaceIsStored() throws Exception {
    try (RunningPlatform platform =
        new RunningPlatform(folder, "inputs: {mirror: {kind: interface, device: lo}}\n")) {
      // Asking is what is captured: the console answers over the same interface.
      awaitAll(
          platform, Map.of("mirror", "event.dataset:sensor.http AND url.path:\"/api/v1/ledger\""));
    } catch (UserFacingException e) {
      String why = String.valueOf(e.getMessage());
      Assumptions.assumeFalse(
          why.contains("CAP_NET_RAW") || why.contains("libpcap is missing"), why);
      throw e;
    }
  }

  private static void awaitAll(RunningPlatform platform, Map<String, String> wanted)
      throws Exception {
    Map<String, Long> stored = new TreeMap<>();
    platform.await(
        "ledger",
        PATIENCE,
        _ -> {
          wanted.forEach((input, query) -> stored.put(input, stored(platform, input, query)));
          return !stored.containsValue(0L);
        });
    assertTrue(
        !stored.containsValue(0L), () -> stored + " " + platform.read("health").encodePrettily());
  }

  private static long stored(RunningPlatform platform, String input, String query) {
    try {
      return platform
          .stores()
          .events()
          .count(
              new EventScan(
                  QueryParser.parse("songlam.source:" + input + " AND " + query),
                  Long.MIN_VALUE,
                  Long.MAX_VALUE));
    } catch (QueryException e) {
      throw new IllegalArgumentException(query, e);
    }
  }

  private static void rtsp(Capture capture) throws IOException {
    String ask = "DESCRIBE rtsp://192.0.2.7/ch1 RTSP/1.0\r\nCSeq: 1\r\n\r\n";
    String answer = "RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n";
    capture.tcp(
        System.currentTimeMillis(),
        60,
        "192.0.2.1",
        40_000,
        "192.0.2.7",
        554,
        ask.getBytes(UTF_8),
        answer.getBytes(UTF_8));
  }
}
