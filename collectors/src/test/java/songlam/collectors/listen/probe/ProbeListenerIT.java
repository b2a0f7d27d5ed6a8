package songlam.collectors.listen.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import songlam.collectors.Platform;
import songlam.collectors.listen.RecordingIntake;
import songlam.collectors.parse.probe.ServiceCheckParser;
import songlam.core.access.CertificateAuthority;
import songlam.core.event.EventId;
import songlam.core.event.ParseResult;
import songlam.core.event.RawRecord;
import songlam.core.event.observation.Observation;
import songlam.core.event.observation.ServiceCheck;
import songlam.core.journal.InMemorySystemStore;

/** Services as a province has them: well, ill, dumb, gone, and behind certificates. */
@Timeout(120)
class ProbeListenerIT {
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final int PATIENT = 50_000;
  private static final int IMPATIENT = 300;

  private final Vertx vertx = Vertx.vertx();
  private final RecordingIntake intake = new RecordingIntake();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void everyServiceIsToldAsItIs() throws Exception {
    int well = http(200);
    int ill = http(503);
    int secure = https(endingInDays(10));
    int expired = https(endingInDays(-3));
    Map<String, ServiceCheck> found =
        look(
            PATIENT,
            check("well", "http://127.0.0.1:" + well),
            check("ill", "http://127.0.0.1:" + ill),
            new ProbeConfig.Check("as wanted", uri("http://127.0.0.1:" + ill), 503, ""),
            check("gone", "http://127.0.0.1:" + nobody()),
            check("secure", "https://127.0.0.1:" + secure),
            check("handshake", "tls://127.0.0.1:" + secure),
            check("expired", "tls://127.0.0.1:" + expired),
            check("plain", "tls://127.0.0.1:" + well));
    up(found, "well", 200, null);
    down(found, "ill", 503, "status 503 (expected: 200)");
    up(found, "as wanted", 503, null);
    down(found, "gone", 0, "refused");
    // Nobody here trusts these certificates; their end is read all the same.
    up(found, "secure", 200, 10L);
    up(found, "handshake", 0, 10L);
    up(found, "expired", 0, -3L);
    down(found, "plain", 0, "SSL connection: ");
    assertEquals("tls", of(found, "handshake").kind());
    assertEquals("web-01", of(found, "secure").asset());
    assertEquals("127.0.0.1", of(found, "secure").host());
  }

  @Test
  void aServiceThatDoesNotAnswerIsDownInTime() throws Exception {
    try (ServerSocket dumb = new ServerSocket(0)) {
      String address = "127.0.0.1:" + dumb.getLocalPort();
      Map<String, ServiceCheck> found =
          look(
              IMPATIENT, check("asked", "http://" + address), check("greeted", "tls://" + address));
      down(found, "asked", 0, "imeout");
      down(found, "greeted", 0, "imeout");
      assertTrue(of(found, "asked").durationMillis() >= IMPATIENT - 50, found.toString());
    }
  }

  private static void up(
      Map<String, ServiceCheck> found, String service, long status, @Nullable Long days) {
    ServiceCheck check = of(found, service);
    assertTrue(check.up(), check.toString());
    assertEquals("", check.error());
    assertEquals(status, check.status(), check.toString());
    Long expires = check.certificateExpires();
    if (days == null) {
      assertNull(expires, check.toString());
    } else {
      assertNotNull(expires, check.toString());
      assertEquals(days, Math.ceilDiv(expires - check.observedAt(), DAY), check.toString());
    }
  }

  private static void down(
      Map<String, ServiceCheck> found, String service, long status, String error) {
    ServiceCheck check = of(found, service);
    assertTrue(!check.up(), check.toString());
    assertTrue(!check.error().isEmpty() && check.error().contains(error), check.toString());
    assertEquals(status, check.status(), check.toString());
    assertNull(check.certificateExpires(), check.toString());
  }

  private static ServiceCheck of(Map<String, ServiceCheck> found, String service) {
    ServiceCheck check = found.get(service);
    assertNotNull(check, service);
    return check;
  }

  /** One round of all of them, as the parser reads it. */
  private Map<String, ServiceCheck> look(int timeoutMillis, ProbeConfig.Check... checks)
      throws InterruptedException {
    ProbeListener probes =
        new ProbeListener(
            vertx,
            new ProbeConfig("probes", List.of(checks), 600_000, timeoutMillis),
            intake,
            Clock.systemUTC());
    probes.start().toCompletableFuture().join();
    Platform.await(
        () -> intake.records.size() + " records", () -> intake.records.size() == checks.length);
    assertTrue(probes.check().up());
    assertEquals(Map.of(), intake.lost);
    Platform.stop(probes);
    Map<String, ServiceCheck> found = new ConcurrentHashMap<>();
    for (RawRecord record : intake.records) {
      ParseResult.Parsed parsed =
          assertInstanceOf(ParseResult.Parsed.class, new ServiceCheckParser().parse(record));
      ServiceCheck check =
          assertInstanceOf(
              ServiceCheck.class,
              Observation.of(parsed.events().getFirst().build(new EventId("n1", 0, 0, 0)))
                  .orElseThrow());
      found.put(check.service(), check);
    }
    return found;
  }

  private static ProbeConfig.Check check(String service, String url) {
    return new ProbeConfig.Check(service, uri(url), 200, "web-01");
  }

  private static URI uri(String url) {
    return URI.create(url);
  }

  private int http(int status) {
    return vertx
        .createHttpServer()
        .requestHandler(request -> request.response().setStatusCode(status).end("x"))
        .listen(0, "127.0.0.1")
        .await()
        .actualPort();
  }

  private int https(CertificateAuthority.Identity identity) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setSsl(true)
            .setKeyCertOptions(
                new PemKeyCertOptions()
                    .addKeyValue(Buffer.buffer(identity.key()))
                    .addCertValue(Buffer.buffer(identity.certificates())));
    return vertx
        .createHttpServer(options)
        .requestHandler(request -> request.response().end("x"))
        .listen(0, "127.0.0.1")
        .await()
        .actualPort();
  }

  /** A port that was free a moment ago. */
  private static int nobody() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** What the product's own authority made so long ago that so many of the 397 days are left. */
  private static CertificateAuthority.Identity endingInDays(int days) {
    Clock then = Clock.offset(Clock.systemUTC(), Duration.ofDays(days - 397L));
    return new CertificateAuthority(new InMemorySystemStore(), new SecureRandom(), then)
        .server(List.of("127.0.0.1"));
  }
}
