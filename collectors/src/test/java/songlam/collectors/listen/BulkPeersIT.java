package songlam.collectors.listen;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import songlam.collectors.Platform;
import songlam.collectors.listen.http.BulkRoutes;
import songlam.collectors.peers.RunningProgram;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.Reason;
import songlam.core.pipeline.LedgerRow;
import songlam.testing.Peers;

/** curl, and what Beats, Logstash, Fluent Bit and Vector send and ask, request by request. */
@Timeout(120)
class BulkPeersIT {
  private static final String TOKEN = "Bearer secret";

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  @TempDir Path folder;
  private Platform platform;
  private HttpServer server;

  @BeforeEach
  void open() {
    platform = new Platform(folder.resolve("data"));
    Router router = Router.router(vertx);
    new BulkRoutes("bulk", 65_536, platform.intake, Clock.systemUTC(), TOKEN::equals).mount(router);
    server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await();
  }

  @AfterEach
  void close() {
    server.close().await();
    platform.close();
    vertx.close().await();
  }

  @Test
  void curlSendsTenThousandDocumentsAndTheyAreTenThousand() throws Exception {
    String curl = Peers.require("curl", "curl").toString();
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      body.append("{\"create\":{}}\n{\"@timestamp\":").append(1_764_000_000_000L + i);
      body.append(",\"event\":{\"dataset\":\"app.web\"},\"message\":\"m").append(i).append("\"}\n");
    }
    Path file = Files.writeString(folder.resolve("bulk.ndjson"), body);
    String answer =
        RunningProgram.run(
            folder,
            curl,
            "-s",
            "-H",
            "Authorization: " + TOKEN,
            "-H",
            "Content-Type: application/x-ndjson",
            "--data-binary",
            "@" + file,
            address("/_bulk"));
    assertTrue(
        answer.contains("\"errors\":false"), answer.substring(0, Math.min(300, answer.length())));
    LedgerRow row = platform.settled("bulk", 10_000);
    assertEquals(10_000, row.received());
    Event event = platform.events("message:m77").getFirst();
    assertEquals(1_764_000_000_077L, event.timestamp());
    assertEquals("app.web", event.text(EcsField.EVENT_DATASET));
  }

  @Test
  void packedAndPlainCreateAndIndexWithAndWithoutIndexInThePath() throws Exception {
    String documents =
        """
        {"create":{"_index":"logs-a","_id":"id-1"}}
        {"@timestamp":"2026-11-24T03:00:00.000Z","message":"one"}
        {"index":{}}
        {"@timestamp":"2026-11-24T03:00:00.000Z","message":"two"}
        {"update":{"_id":"id-3"}}
        {"doc":{"message":"three"}}
        {"delete":{"_id":"id-1"}}
        {"create":{}}
        {"message":"four
        """;
    JsonObject plain = post("/winlogbeat-8.17.0/_bulk", documents, false);
    JsonObject packed =
        post("/_bulk?filter_path=errors,items.*.error,items.*.status", documents, true);
    assertTrue(plain.getBoolean("errors"));
    assertEquals(5, plain.getJsonArray("items").size());
    JsonObject first = plain.getJsonArray("items").getJsonObject(0).getJsonObject("create");
    assertEquals("logs-a", first.getString("_index"));
    assertEquals(201, first.getInteger("status"));
    JsonObject second = plain.getJsonArray("items").getJsonObject(1).getJsonObject("index");
    assertEquals("winlogbeat-8.17.0", second.getString("_index"));
    assertEquals(
        400,
        plain.getJsonArray("items").getJsonObject(2).getJsonObject("update").getInteger("status"));
    assertNull(
        packed.getJsonArray("items").getJsonObject(0).getJsonObject("create").getString("_index"));
    LedgerRow row = platform.settled("bulk");
    assertEquals(10, row.received());
    assertEquals(Map.of(Reason.UNSUPPORTED, 4L, Reason.MALFORMED, 2L), row.rejected());
    // The client's own id wins: what it sent twice is one document.
    assertEquals(1, platform.count("message:one"));
    assertEquals(2, platform.count("message:two"));
    assertEquals(1, platform.count("event.dataset:\"winlogbeat-8.17.0\""));
  }

  @Test
  void linesForTheIngestDoor() throws Exception {
    HttpResponse<String> answer =
        send(
            "POST",
            "/api/v1/ingest",
            "{\"message\":\"a\"}\n\n{\"message\":\"" + "b".repeat(70_000) + "\"}\n");
    assertEquals("{\"accepted\":1,\"rejected\":1}", answer.body());
    LedgerRow row = platform.settled("bulk", 1);
    assertEquals(Map.of(Reason.OVERSIZED, 1L), row.rejected());
  }

  @Test
  void withoutTokenNothingIsTakenAndItIsCounted() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address("/_bulk")))
            .POST(BodyPublishers.ofString("{}"))
            .build();
    assertEquals(401, client.send(request, BodyHandlers.ofString()).statusCode());
    Platform.await(
        () -> platform.row("bulk").toString(),
        () -> platform.dropped("bulk", Reason.UNAUTHORISED) == 1);
  }

  /**
   * In the order of libbeat 8: who are you, licence, lifecycle, template, data stream, then data.
   */
  @Test
  void whatFilebeatAndWinlogbeatAsk() throws Exception {
    HttpResponse<String> root = send("GET", "/", "");
    assertEquals(200, root.statusCode());
    assertEquals("Elasticsearch", root.headers().firstValue("X-Elastic-Product").orElse(""));
    JsonObject who = new JsonObject(root.body());
    assertTrue(who.getJsonObject("version").getString("number").startsWith("8."));
    assertEquals("default", who.getJsonObject("version").getString("build_flavor"));
    JsonObject licence =
        new JsonObject(send("GET", "/_license?human=false", "").body()).getJsonObject("license");
    assertEquals("active", licence.getString("status"));
    assertEquals("basic", licence.getString("type"));
    assertStatus(200, "GET", "/_ilm/policy/filebeat", "");
    assertStatus(200, "PUT", "/_ilm/policy/filebeat", "{\"policy\":{\"phases\":{}}}");
    assertStatus(200, "HEAD", "/_index_template/filebeat-8.17.0", "");
    assertStatus(
        200, "PUT", "/_index_template/filebeat-8.17.0", "{\"index_patterns\":[\"filebeat-*\"]}");
    assertStatus(200, "GET", "/_data_stream/filebeat-8.17.0", "");
    assertStatus(404, "GET", "/_ingest/pipeline/winlogbeat-8.17.0-routing", "");
    assertStatus(200, "PUT", "/_ingest/pipeline/winlogbeat-8.17.0-routing", "{\"processors\":[]}");
    JsonObject sent =
        post(
            "/_bulk?filter_path=errors%2Citems.%2A.error%2Citems.%2A.status",
            """
            {"create":{"_index":"filebeat-8.17.0"}}
            {"@timestamp":"2026-11-24T03:00:00.000Z","agent":{"type":"filebeat"},"message":"x","host":{"name":"web-01"}}
            """,
            true);
    assertEquals(
        "{\"create\":{\"status\":201}}", sent.getJsonArray("items").getJsonObject(0).encode());
    platform.settled("bulk", 1);
    assertEquals(
        "web-01", platform.events("agent.type:filebeat").getFirst().text(EcsField.HOST_NAME));
  }

  @Test
  void whatLogstashAsks() throws Exception {
    assertStatus(200, "HEAD", "/", "");
    assertStatus(200, "GET", "/", "");
    assertStatus(200, "GET", "/_license", "");
    assertStatus(200, "GET", "/_xpack", "");
    assertStatus(200, "HEAD", "/_index_template/ecs-logstash", "");
    assertStatus(200, "PUT", "/_index_template/ecs-logstash", "{}");
    assertStatus(200, "HEAD", "/_alias/logstash", "");
    assertStatus(200, "GET", "/_ilm/policy/logstash-policy", "");
    assertStatus(200, "GET", "/_nodes/http", "");
  }

  @Test
  void whatVectorAndFluentBitAsk() throws Exception {
    assertStatus(200, "GET", "/_cluster/health", "");
    assertStatus(200, "GET", "/", "");
    JsonObject fluentBit =
        post(
            "/_bulk/?filter_path=errors,items.*.error",
            "{\"create\":{\"_index\":\"fluent-bit\"}}\n{\"@timestamp\":\"2026-11-24T03:00:00.000Z\",\"log\":\"x\"}\n",
            true);
    assertEquals(false, fluentBit.getBoolean("errors"));
    platform.settled("bulk", 1);
    assertEquals("x", platform.events("").getFirst().vendor().get("log"));
  }

  private void assertStatus(int status, String method, String path, String body) throws Exception {
    HttpResponse<String> answer = send(method, path, body);
    assertEquals(status, answer.statusCode(), method + " " + path);
    assertEquals(
        "Elasticsearch", answer.headers().firstValue("X-Elastic-Product").orElse(""), path);
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address(path)))
            .header("Authorization", TOKEN)
            .header("Content-Type", "application/x-ndjson")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private JsonObject post(String path, String body, boolean packed) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address(path).replace("*", "%2A")))
            .header("Authorization", TOKEN)
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofByteArray(packed ? gzip(body) : body.getBytes(UTF_8)));
    if (packed) {
      request.header("Content-Encoding", "gzip");
    }
    HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
    assertEquals(200, answer.statusCode(), answer.body());
    return new JsonObject(answer.body());
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return packed.toByteArray();
  }

  private String address(String path) {
    return "http://127.0.0.1:" + server.actualPort() + path;
  }
}
