package songlam.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import songlam.console.notify.HookServer;
import songlam.console.notify.MailServer;
import songlam.core.access.Role;

/**
 * An attack on the way from a real listener to people: what alert, incident and notices say of it
 * is what was sent.
 */
class AttackToldTest {
  private static final int TRIES = 412;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String GUESSER = "203.0.113.7";
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneId.of("Asia/Ho_Chi_Minh"));

  @TempDir private static Path folder;
  private static MailServer mail;
  private static HookServer hook;
  private static RunningPlatform platform;
  private static int port;
  private static Instant first;
  private static Instant last;

  @BeforeAll
  static void attack() throws Exception {
    mail = new MailServer(folder);
    hook = new HookServer();
    hook.answerNext(500);
    port = RunningPlatform.freePort();
    platform =
        new RunningPlatform(
            folder,
            """
            inputs: {syslog: {kind: tcp, type: syslog, port: %d}}
            notifications:
              severity: high
              language: en
              mail: {host: localhost, port: %d, authority: %s, to: [duty@example.com]}
              webhook: {url: "%s", secret: "file:%s"}
            """
                .formatted(port, mail.port(), mail.authority(), hook.url(), secret()));
    first = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    last = first.plusMillis((TRIES - 1) * 5L);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      OutputStream out = socket.getOutputStream();
      for (int i = 0; i < TRIES; i++) {
        out.write(failure(first.plusMillis(i * 5L), GUESSER, 20_000 + i));
        if (i % 40 == 0) {
          out.write(failure(first.plusMillis(i * 5L), "198.51.100.9", 20_000 + i));
        }
      }
    }
    platform.await(
        "alerts?entity=ip:" + GUESSER,
        PATIENCE,
        answer -> guessing(answer).getLong("count") == TRIES);
  }

  private static Path secret() throws IOException {
    return Files.writeString(folder.resolve("secret"), "mật");
  }

  @AfterAll
  static void stop() {
    platform.close();
    hook.close();
    mail.close();
  }

  private static byte[] failure(Instant at, String from, int port) {
    return line(at, "Failed password for root from " + from + " port " + port + " ssh2");
  }

  private static byte[] line(Instant at, String text) {
    return ("<38>1 " + at + " web-01 sshd 7 - - " + text + "\n").getBytes(UTF_8);
  }

  private static JsonObject guessing(JsonObject alerts) {
    for (Object item : alerts.getJsonArray("items")) {
      JsonObject alert = (JsonObject) item;
      if (alert.getString("rule").equals("security/password-guessing")) {
        return alert;
      }
    }
    return new JsonObject().put("count", 0L);
  }

  @Test
  void countAndTimesAreThoseOfWhatWasSent() {
    JsonObject alert = guessing(platform.read("alerts?entity=ip:" + GUESSER));
    assertEquals(TRIES, alert.getLong("count"), alert.encodePrettily());
    assertEquals(first, Instant.parse(alert.getString("firstSeen")));
    assertEquals(last, Instant.parse(alert.getString("lastSeen")));
    String reason = alert.getJsonObject("reason").getString("vi");
    assertTrue(reason.startsWith("412 lần đăng nhập sai từ " + GUESSER + " vào web-01"), reason);
    assertEquals(50, alert.getInteger("evidenceKept"));
  }

  @Test
  void whatIsNotKeptIsFoundByTheQuery() {
    JsonObject alert = guessing(platform.read("alerts?entity=ip:" + GUESSER));
    JsonArray kept = platform.read("alerts/" + alert.getString("id")).getJsonArray("evidence");
    assertEquals(50, kept.size());
    JsonObject all = alert.getJsonObject("events");
    assertTrue(found(all, all.getString("q")) >= TRIES);
    String exactly =
        "(" + all.getString("q") + ") AND event.outcome:failure AND source.ip:" + GUESSER;
    assertEquals(TRIES, found(all, exactly), exactly);
  }

  private static long found(JsonObject span, String query) {
    return platform
        .read(
            "events?size=0&q=%s&from=%s&to=%s"
                .formatted(
                    URLEncoder.encode(query, UTF_8), span.getString("from"), span.getString("to")))
        .getLong("total");
  }

  @Test
  void everyHopOfTheLedgerIsAMetric() throws Exception {
    JsonObject ledger = platform.read("ledger");
    JsonObject syslog =
        ledger.getJsonArray("sources").stream()
            .map(row -> (JsonObject) row)
            .filter(row -> row.getString("source").equals("syslog"))
            .findFirst()
            .orElseThrow();
    String metrics = platform.get("/metrics", Role.VIEWER).body();
    for (Object row : ledger.getJsonArray("sources")) {
      String source = ((JsonObject) row).getString("source");
      for (String state : List.of("received", "parsed", "pending")) {
        assertTrue(metrics.contains(sample("records", source, state, "")), source + " " + state);
      }
      for (String state : List.of("produced", "stored", "pending")) {
        assertTrue(metrics.contains(sample("events", source, state, "")), source + " " + state);
      }
    }
    JsonObject raw = syslog.getJsonObject("raw");
    JsonObject events = syslog.getJsonObject("events");
    assertTrue(raw.getLong("received") >= TRIES + 11, raw.encode());
    for (String state : List.of("received", "parsed")) {
      String sample = sample("records", "syslog", state, "") + (double) raw.getLong(state);
      assertTrue(metrics.contains(sample + "\n"), sample);
    }
    for (String state : List.of("produced", "stored")) {
      String sample = sample("events", "syslog", state, "") + (double) events.getLong(state);
      assertTrue(metrics.contains(sample + "\n"), sample);
    }
  }

  private static String sample(String unit, String source, String state, String reason) {
    return "songlam_ledger_%s{reason=\"%s\",source=\"%s\",state=\"%s\"} "
        .formatted(unit, reason, source, state);
  }

  @Test
  void theIncidentIsToldOnceWithItsSentences() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String in = "Accepted password for root from " + GUESSER + " port 22 ssh2";
      socket.getOutputStream().write(line(last.plusMillis(5), in));
    }
    JsonObject told =
        platform.await("notifications", PATIENCE, answer -> delivered(answer, "incident") == 2);
    assertEquals(2, delivered(told, "incident"), told.encodePrettily());
    JsonObject incident =
        platform.read("incidents?entity=ip:" + GUESSER).getJsonArray("items").getJsonObject(0);
    JsonObject sentence = incident.getJsonArray("summary").getJsonObject(0);
    String said = sentence.getJsonObject("text").getString("vi");
    String from = MINUTE.format(first);
    String to = MINUTE.format(last);
    String span = from.equals(to) ? from : from + "–" + to;
    assertTrue(said.startsWith(span + ": 412 lần đăng nhập sai từ " + GUESSER), said);
    JsonObject alert = guessing(platform.read("alerts?entity=ip:" + GUESSER));
    assertEquals(alert.getString("id"), sentence.getString("alert"));
    JsonArray kept = platform.read("alerts/" + alert.getString("id")).getJsonArray("evidence");
    List<String> ids = kept.stream().map(one -> ((JsonObject) one).getString("id")).toList();
    assertEquals(ids, sentence.getJsonArray("events").getList());

    String english = sentence.getJsonObject("text").getString("en");
    String link = "/incidents/" + incident.getString("id");
    String body =
        mail.received().stream().filter(one -> one.contains("Incident:")).findFirst().orElseThrow();
    assertTrue(body.replace("=\n", "").contains("412 failed sign-ins from " + GUESSER), body);
    List<JsonObject> posts =
        hook.posts().stream()
            .map(post -> new JsonObject(post.body()))
            .filter(post -> incident.getString("id").equals(post.getString("incident")))
            .toList();
    assertTrue(posts.getFirst().getJsonObject("reason").getString("en").contains(english));
    assertTrue(posts.getFirst().getString("link").endsWith(link), link);
    assertTrue(body.replace("=\n", "").contains(link), body);
    for (HookServer.Post post : hook.posts()) {
      assertEquals("sha256=" + hmac(post.body()), post.signature());
    }
    long tries =
        told.getJsonArray("items").stream()
            .map(item -> (JsonObject) item)
            .filter(item -> item.getString("channel").startsWith("webhook:"))
            .mapToLong(item -> item.getLong("tries"))
            .sum();
    assertEquals(hook.posts().size(), tries, "the try that was answered with 500 is on record");
    assertEquals(401, platform.get("/api/v1/notifications", null).statusCode());
    assertEquals(403, platform.get("/api/v1/notifications", Role.OPERATOR).statusCode());
  }

  private static long delivered(JsonObject answer, String kind) {
    return answer.getJsonArray("items").stream()
        .map(item -> (JsonObject) item)
        .filter(item -> item.getString("kind").equals(kind))
        .filter(item -> item.getString("state").equals("delivered"))
        .count();
  }

  private static String hmac(String body) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("mật".getBytes(UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(body.getBytes(UTF_8)));
  }
}
