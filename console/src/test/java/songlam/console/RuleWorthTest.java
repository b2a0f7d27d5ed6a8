package songlam.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import songlam.core.access.Role;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Condition;
import songlam.core.correlate.Pipeline;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.event.Severity;
import songlam.core.event.Text;
import songlam.core.incident.Act;
import songlam.core.incident.Triage;
import songlam.core.incident.Verdict;
import songlam.core.pipeline.StoreWriter.Document;

/** Verdicts and stored events, read back as the worth of rules and as coverage. */
class RuleWorthTest {
  private static final long DAY = 86_400_000L;
  private static final long NOW = System.currentTimeMillis();
  private static final String SCAN = "security/port-scan";

  @TempDir private static Path folder;
  private static RunningPlatform platform;
  private static ApiDescription api;

  @BeforeAll
  static void start() throws IOException {
    platform = new RunningPlatform(folder, "");
    api = new ApiDescription(new JsonObject(platform.get("/api/v1/openapi.json", null).body()));
    List<Alert> alerts = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      alerts.add(alert("s" + i, SCAN));
    }
    for (int i = 0; i < 12; i++) {
      alerts.add(alert("g" + i, "security/password-guessing"));
    }
    platform.stores().alerts().put(alerts, _ -> false);
    alerts.forEach(RuleWorthTest::close);
    List<Document> events = new ArrayList<>();
    for (int day = 0; day < 90; day++) {
      events.add(syslog(day));
    }
    platform.stores().events().create(events);
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @Test
  void verdictsAdviseAndSilenceIsTold() {
    JsonObject report = read("/rules/precision", "");
    assertEquals(90, report.getInteger("observedDays"));
    JsonObject scan = item(report, "id", SCAN);
    assertEquals("retire", scan.getString("advice"), scan.encode());
    assertEquals(16, scan.getInteger("falsePositives"));
    assertEquals(16, scan.getInteger("fired"));
    assertFalse(scan.getBoolean("silent"));
    JsonObject guessing = item(report, "id", "security/password-guessing");
    assertEquals("keep", guessing.getString("advice"), guessing.encode());
    assertTrue(guessing.getJsonObject("useful").getDouble("low") >= 0.5);
    JsonObject tunnel = item(report, "id", "security/dns-tunnel");
    assertEquals("too_few", tunnel.getString("advice"));
    assertTrue(tunnel.getBoolean("silent"), "its pack heard syslog for 90 days");
    assertEquals(90, tunnel.getInteger("heard"));
    assertFalse(
        item(report, "id", "traffic/congestion").getBoolean("silent"), "no camera ever spoke");
    JsonObject longer = read("/rules/precision", "?days=120");
    assertEquals(90, longer.getInteger("observedDays"));
    assertFalse(
        item(longer, "id", "security/dns-tunnel").getBoolean("silent"),
        "nobody was there to see 120 days");
  }

  /** What a version told of that is no longer in force does not condemn the one that is. */
  @Test
  void aRuleThatWasMendedIsJudgedAnew() {
    List<Alert> before = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      before.add(alert("m" + i, "mine/scan"));
    }
    platform.stores().alerts().put(before, _ -> false);
    before.forEach(RuleWorthTest::close);
    String pack =
        """
        id: mine
        pipeline: security
        rules:
          - id: scan
            title: {vi: "luật", en: "rule"}
            reason: {vi: "{count}", en: "{count}"}
            when: {kind: threshold, match: "event.action:scan", group_by: source.ip, window: 1m, count: 2}
        """;
    JsonObject files = new JsonObject().put("pack.yml", pack);
    JsonObject saved = new JsonObject().put("id", "mine").put("files", files).put("why", "x");
    assertEquals(
        200,
        platform.ask("POST", "/api/v1/rules", Role.ADMINISTRATOR, saved.encode()).statusCode());
    String move = "{\"state\": \"released\", \"why\": \"x\"}";
    assertEquals(
        200,
        platform.ask("POST", "/api/v1/rules/mine/state", Role.ADMINISTRATOR, move).statusCode());
    JsonObject scan = item(read("/rules/precision", ""), "id", "mine/scan");
    assertEquals("too_few", scan.getString("advice"), scan.encode());
    assertTrue(scan.getString("since") != null, scan.encode());
    assertEquals(0, scan.getInteger("falsePositives"));
    assertEquals(16, scan.getJsonObject("whole").getInteger("falsePositives"));
  }

  @Test
  void techniquesTellWhichRulesCoverThem() {
    JsonObject matrix = read("/coverage", "");
    JsonObject guessing = item(matrix, "technique", "T1110.001");
    assertEquals("firing", guessing.getString("level"), guessing.encode());
    assertTrue(guessing.getJsonArray("firing").contains("security/password-guessing"));
    assertTrue(guessing.getJsonArray("tactics").contains("credential-access"));
    JsonObject layer = read("/coverage/layer", "");
    JsonObject cell = item(layer, "techniques", "techniqueID", "T1110.001");
    assertEquals(4, cell.getInteger("score"));
    assertEquals(
        matrix.getJsonArray("items").stream()
            .filter(one -> ((JsonObject) one).getString("technique").startsWith("T1"))
            .count(),
        layer.getJsonArray("techniques").size());
    read("/coverage/layer", "?domain=ics-attack");
    assertEquals(
        400,
        platform
            .get("/api/v1/coverage/layer?domain=mobile-attack", Role.ADMINISTRATOR)
            .statusCode());
  }

  private static JsonObject read(String path, String query) {
    HttpResponse<String> answer = platform.ask("GET", "/api/v1" + path + query, Role.ANALYST, null);
    assertEquals(200, answer.statusCode(), answer.body());
    api.check("GET", "/api/v1" + path, answer);
    return new JsonObject(answer.body());
  }

  private static JsonObject item(JsonObject list, String key, String value) {
    return item(list, "items", key, value);
  }

  private static JsonObject item(JsonObject list, String array, String key, String value) {
    JsonArray items = list.getJsonArray(array);
    return items.stream()
        .map(JsonObject.class::cast)
        .filter(item -> value.equals(item.getString(key)))
        .findFirst()
        .orElseThrow(() -> new AssertionError(value + " is not in " + items.encode()));
  }

  private static void close(Alert alert) {
    boolean isRight = alert.rule().equals("security/password-guessing");
    Verdict verdict = isRight ? Verdict.TRUE_POSITIVE : Verdict.FALSE_POSITIVE;
    Triage closed = Triage.NEW.after(new Act.Close(verdict, ""), "an", NOW);
    platform.stores().alerts().triage(alert.id(), closed, "1");
  }

  private static Document syslog(int daysAgo) {
    return new Document(
        new EventBuilder()
            .timestamp(NOW - daysAgo * DAY - DAY / 2)
            .set(EcsField.SONGLAM_SOURCE_TYPE, "syslog")
            .build(new EventId("n", 0, daysAgo, 0)),
        "s1");
  }

  private static Alert alert(String id, String rule) {
    return new Alert(
        id,
        rule,
        "security",
        Pipeline.SECURITY,
        Severity.HIGH,
        new Text("Cảnh báo", "Alert"),
        new Text("Thử", "Test"),
        id,
        List.of(),
        NOW - DAY,
        NOW - DAY,
        1,
        List.of(),
        List.of(),
        Condition.ACTIVE,
        null,
        null,
        false,
        false);
  }
}
