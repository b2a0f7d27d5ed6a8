package songlam.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import songlam.core.access.Role;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Condition;
import songlam.core.correlate.Entity;
import songlam.core.correlate.Evidence;
import songlam.core.correlate.Pipeline;
import songlam.core.correlate.Place;
import songlam.core.event.Cap;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.event.GeoPoint;
import songlam.core.event.Severity;
import songlam.core.event.Text;
import songlam.core.incident.Incident;
import songlam.core.incident.Sentence;
import songlam.core.incident.TimelineEntry;

/** The document against what is mounted, and real answers against the document. */
class OpenApiTest {
  private static final long NOW = Instant.parse("2026-11-24T03:00:00Z").toEpochMilli();
  @TempDir private static Path folder;
  private static RunningPlatform platform;
  private static ApiDescription api;

  @BeforeAll
  static void start() throws IOException {
    Path assets = folder.resolve("assets.yml");
    Files.writeString(
        assets,
        """
        assets:
          - {name: cam-01, title: Camera cầu Bến Thủy, networks: [192.0.2.10/32], roles: [camera]}
        """);
    platform = new RunningPlatform(folder, "assets: " + assets + "\n");
    api = new ApiDescription(new JsonObject(platform.get("/api/v1/openapi.json", null).body()));
    platform.stores().alerts().put(List.of(alert("a1"), alert("a2")), _ -> false);
    platform.stores().incidents().put(List.of(incident()));
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @Test
  void everythingMountedIsDescribedAndTheOtherWayRound() {
    Set<String> mounted =
        platform.platform().mounted().stream()
            .filter(OpenApiTest::isOurs)
            .map(name -> name.replaceAll(":(\\w+)", "{$1}"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(mounted, api.names());
  }

  /** The pages, and what shippers ask an Elasticsearch in its own terms, are not our API. */
  private static boolean isOurs(String name) {
    String path = name.substring(name.indexOf(' ') + 1);
    boolean shippers = path.matches("/|/_(license|xpack|cluster/health|nodes/|cat/)");
    return !shippers && !path.equals("/assets/");
  }

  @Test
  void everyRoleIsWhatTheDocumentSays() {
    for (ApiDescription.Operation operation : api.operations()) {
      if (operation.role() == null || operation.role().equals("ingest")) {
        continue;
      }
      Role least = Role.of(operation.role());
      Role below = Role.values()[least.ordinal() - 1];
      refused(operation, null, 401);
      refused(operation, below, 403);
      refused(operation, Role.INGEST, 403);
    }
  }

  private static void refused(ApiDescription.Operation operation, @Nullable Role role, int status) {
    String path = operation.path().replaceAll("\\{\\w+}", "none");
    HttpResponse<String> answer = platform.ask(operation.method(), path, role, null);
    assertEquals(status, answer.statusCode(), operation.name() + " as " + role);
    api.check(operation.method(), operation.path(), answer);
  }

  @Test
  void everyReadingAnswersAsDescribed() {
    for (ApiDescription.Operation operation : api.operations()) {
      boolean endless = operation.path().equals("/api/v1/stream");
      boolean needsSession = operation.path().equals("/api/v1/session");
      if (operation.method().equals("GET")
          && !operation.path().contains("{")
          && !endless
          && !needsSession) {
        HttpResponse<String> answer = platform.get(operation.path(), Role.ADMINISTRATOR);
        assertTrue(answer.statusCode() < 300, operation.name() + " " + answer.body());
        api.check("GET", operation.path(), answer);
      }
    }
  }

  @Test
  void alertsAreFiltered() {
    JsonObject page =
        checked(
            "/api/v1/alerts",
            "?state=new&severity=high&entity=ip:203.0.113.7&from=2026-01-01T00:00:00Z");
    assertEquals(2, page.getLong("total"));
    assertEquals(2, page.getJsonArray("items").size());
    JsonObject none = checked("/api/v1/alerts", "?size=0");
    assertEquals(2, none.getLong("total"));
    assertTrue(none.getJsonArray("items").isEmpty());
    JsonObject first = checked("/api/v1/alerts", "?size=1");
    JsonObject rest = checked("/api/v1/alerts", "?size=1&cursor=" + first.getString("cursor"));
    assertTrue(rest.getJsonArray("items").size() == 1);
    get("/api/v1/alerts/{id}", "/api/v1/alerts/a1", 200);
    get("/api/v1/alerts/{id}", "/api/v1/alerts/none", 404);
  }

  @Test
  void incidentsTellTheirStory() {
    assertEquals(1, checked("/api/v1/incidents", "?size=0").getLong("total"));
    assertEquals(1, checked("/api/v1/incidents", "?pipeline=security&q=scan").getLong("total"));
    assertEquals(0, checked("/api/v1/incidents", "?pipeline=press").getLong("total"));
    assertEquals(0, checked("/api/v1/incidents", "?entity=ip:198.51.100.1").getLong("total"));
    JsonObject whole = get("/api/v1/incidents/{id}", "/api/v1/incidents/i1", 200);
    assertEquals(2, whole.getJsonArray("alertViews").size());
    assertEquals("network-scan", whole.getJsonObject("playbook").getString("name"));
    String step =
        whole.getJsonObject("playbook").getJsonArray("steps").getJsonObject(0).getString("id");
    JsonObject ticked =
        post(
            "/api/v1/incidents/{id}/steps/{step}",
            "/api/v1/incidents/i1/steps/" + step,
            new JsonObject().put("done", true),
            200);
    assertEquals(
        true,
        ticked.getJsonObject("playbook").getJsonArray("steps").getJsonObject(0).getBoolean("done"));
  }

  @Test
  void actsAnswerAsDescribed() {
    String act = "/api/v1/alerts/{id}/{act}";
    JsonObject close = new JsonObject().put("verdict", "benign").put("note", "kiểm thử");
    post(act, "/api/v1/alerts/a2/take", new JsonObject(), 200);
    post(act, "/api/v1/alerts/a2/close", new JsonObject().put("verdict", "perhaps"), 400);
    post(act, "/api/v1/alerts/a2/close", close, 200);
    post(act, "/api/v1/alerts/a2/take", new JsonObject(), 409);
    post(act, "/api/v1/alerts/a2/reopen", new JsonObject().put("version", "old"), 409);
    post(act, "/api/v1/alerts/none/take", new JsonObject(), 404);
    JsonObject reopened = post(act, "/api/v1/alerts/a2/reopen", new JsonObject(), 200);
    assertEquals("in_progress", reopened.getJsonObject("triage").getString("state"));
    JsonArray ids = new JsonArray().add("a2").add("none");
    JsonObject many = new JsonObject().put("ids", ids).put("action", "acknowledge");
    JsonObject done = post("/api/v1/alerts/bulk", "/api/v1/alerts/bulk", many, 200);
    assertEquals(1, done.getInteger("changed"));
    assertEquals(1, done.getJsonArray("failed").size());
  }

  @Test
  void whatIsWrongIsNamed() {
    for (String wrong :
        List.of(
            "/api/v1/alerts?size=-1",
            "/api/v1/alerts?size=many",
            "/api/v1/alerts?state=later",
            "/api/v1/alerts?condition=odd",
            "/api/v1/alerts?pipeline=oil",
            "/api/v1/alerts?from=yesterday",
            "/api/v1/alerts?cursor=none",
            "/api/v1/incidents?state=later",
            "/api/v1/incidents?severity=loud",
            "/api/v1/events?q=(",
            "/api/v1/events?size=1001",
            "/api/v1/quarantine?reason=odd")) {
      String path = wrong.substring(0, wrong.indexOf('?'));
      JsonObject problem = get(path, wrong, 400);
      String detail = problem.getString("detail", "");
      assertTrue(detail.contains("(expected:") && !detail.contains("songlam."), wrong + detail);
    }
  }

  @Test
  void aBodyThatIsNoObjectIsTheCallersProblem() {
    String path = "/api/v1/mutes";
    for (String body : List.of("{", "[]", "7", "", "{}", "{\"entity\": 7}")) {
      HttpResponse<String> answer = platform.ask("POST", path, Role.ADMINISTRATOR, body);
      assertEquals(400, answer.statusCode(), body + answer.body());
      api.check("POST", path, answer);
    }
    JsonObject wrongFlag = new JsonObject().put("done", "yes");
    post("/api/v1/incidents/{id}/steps/{step}", "/api/v1/incidents/i1/steps/s", wrongFlag, 400);
    JsonObject wrongIds = new JsonObject().put("ids", "a1").put("action", "take");
    post("/api/v1/alerts/bulk", "/api/v1/alerts/bulk", wrongIds, 400);
  }

  @Test
  void everyCapIsCountedWhereItIsSaid() {
    HttpResponse<String> tooLarge =
        platform.ask("POST", "/api/v1/views", Role.ADMINISTRATOR, "x".repeat((1 << 20) + 1));
    assertEquals(413, tooLarge.statusCode());
    JsonArray caps = checked("/api/v1/caps", "").getJsonArray("items");
    String metrics = platform.get("/metrics", Role.VIEWER).body();
    assertEquals(Cap.values().length, caps.size());
    for (int i = 0; i < caps.size(); i++) {
      JsonObject cap = caps.getJsonObject(i);
      String name = cap.getString("name");
      String sample = "songlam_caps_reached_total{cap=\"" + name + "\"} ";
      assertTrue(metrics.contains(sample + (double) cap.getLong("reached")), name);
      assertTrue(!name.equals("http.body") || cap.getLong("reached") == 1, cap.encode());
    }
  }

  @Test
  void viewsAreSavedAndForgotten() {
    JsonObject view =
        new JsonObject().put("page", "queue").put("name", "Ca đêm").put("search", "severity=high");
    String id = post("/api/v1/views", "/api/v1/views", view, 200).getString("id");
    assertEquals(1, checked("/api/v1/views", "").getJsonArray("items").size());
    post("/api/v1/views", "/api/v1/views", view, 409);
    post("/api/v1/views", "/api/v1/views", view.copy().put("page", "moon"), 400);
    String path = "/api/v1/views/{id}";
    for (int status : new int[] {200, 404}) {
      HttpResponse<String> answer =
          platform.ask("DELETE", "/api/v1/views/" + id, Role.ADMINISTRATOR, null);
      assertEquals(status, answer.statusCode(), answer.body());
      api.check("DELETE", path, answer);
    }
  }

  @Test
  void rulesAreSwitchedAndMuted() {
    String rule =
        checked("/api/v1/rules", "").getJsonArray("items").getJsonObject(0).getString("id");
    String path = "/api/v1/rules/" + rule.replace("/", "%2F") + "/enabled";
    JsonObject off = new JsonObject().put("enabled", false).put("reason", "kiểm thử");
    JsonObject on = new JsonObject().put("enabled", true).put("reason", "kiểm thử");
    assertEquals(rule, post("/api/v1/rules/{id}/enabled", path, off, 200).getString("id"));
    assertEquals(true, post("/api/v1/rules/{id}/enabled", path, on, 200).getBoolean("enabled"));
    post("/api/v1/rules/{id}/enabled", path, new JsonObject().put("enabled", false), 400);
    post("/api/v1/rules/{id}/enabled", "/api/v1/rules/none/enabled", off, 404);
    JsonObject mute =
        new JsonObject()
            .put("rule", rule)
            .put("entity", new JsonObject().put("kind", "ip").put("value", "203.0.113.7"))
            .put("until", Instant.now().plus(Duration.ofHours(1)).toString())
            .put("reason", "máy quét của sở");
    String id = post("/api/v1/mutes", "/api/v1/mutes", mute, 200).getString("id");
    assertEquals(1, checked("/api/v1/mutes", "").getJsonArray("items").size());
    post("/api/v1/mutes", "/api/v1/mutes", mute.copy().put("rule", "none"), 404);
    post("/api/v1/mutes", "/api/v1/mutes", mute.copy().put("until", "tomorrow"), 400);
    answer("DELETE", "/api/v1/mutes/{id}", "/api/v1/mutes/" + id, null, 200);
    answer("DELETE", "/api/v1/mutes/{id}", "/api/v1/mutes/" + id, null, 400);
  }

  @Test
  void peopleAndTokensComeAndGo() {
    JsonObject person = new JsonObject().put("name", "lan").put("role", "operator");
    JsonObject made = post("/api/v1/users", "/api/v1/users", person, 200);
    assertTrue(made.getString("link").contains("/sign-in#token="));
    post("/api/v1/users", "/api/v1/users", person, 400);
    JsonObject no = new JsonObject().put("enabled", false);
    post("/api/v1/users/{name}/enabled", "/api/v1/users/lan/enabled", no, 200);
    post("/api/v1/users/{name}/enabled", "/api/v1/users/nobody/enabled", no, 400);
    answer("POST", "/api/v1/users/{name}/link", "/api/v1/users/lan/link", null, 200);
    JsonObject token = new JsonObject().put("name", "t").put("role", "viewer");
    String id = post("/api/v1/tokens", "/api/v1/tokens", token, 200).getString("id");
    answer("DELETE", "/api/v1/tokens/{id}", "/api/v1/tokens/" + id, null, 200);
    assertEquals(401, platform.post("/api/v1/session", null, person).statusCode());
  }

  private static JsonObject checked(String path, String query) {
    return get(path, path + query, 200);
  }

  static JsonObject get(String described, String path, int status) {
    return answer("GET", described, path, null, status);
  }

  private static JsonObject post(String described, String path, JsonObject body, int status) {
    return answer("POST", described, path, body.encode(), status);
  }

  private static JsonObject answer(
      String method, String described, String path, @Nullable String body, int status) {
    HttpResponse<String> answer = platform.ask(method, path, Role.ADMINISTRATOR, body);
    assertEquals(status, answer.statusCode(), method + " " + path + " " + answer.body());
    return api.check(method, described, answer);
  }

  private static Alert alert(String id) {
    var event =
        new EventBuilder()
            .timestamp(NOW)
            .set(EcsField.HOST_NAME, "web-01")
            .set(EcsField.MESSAGE, "đăng nhập sai")
            .vendor("acme.number", 7L)
            .build(new EventId("n", 0, 1, 0));
    return new Alert(
        id,
        "security/port-scan",
        "security",
        Pipeline.SECURITY,
        Severity.HIGH,
        new Text("Quét cổng", "Port scan"),
        new Text("Nhiều cổng", "Many ports"),
        "203.0.113.7",
        List.of(new Entity("ip", "203.0.113.7", Entity.ATTACKER)),
        NOW,
        NOW,
        5,
        List.of(new Evidence(event, "failure")),
        List.of("T1046"),
        Condition.ACTIVE,
        new Place("Trường Vinh", "", new GeoPoint(18.67, 105.69)),
        "network-scan",
        false,
        false);
  }

  private static Incident incident() {
    Text text = new Text("Quét cổng", "Port scan");
    return new Incident(
        "i1",
        text,
        Severity.HIGH,
        NOW,
        NOW,
        List.of(new Entity("ip", "203.0.113.7", Entity.ATTACKER)),
        List.of("a1", "a2"),
        List.of("discovery"),
        List.of("netflow"),
        List.of(Pipeline.SECURITY),
        List.of(new Sentence(text, List.of("n-0-1-0"), "a1")),
        List.of(new TimelineEntry(NOW, "alert", text, null, "a1", List.of("n-0-1-0"))),
        "network-scan",
        false,
        false);
  }
}
