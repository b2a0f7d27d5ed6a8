package songlam.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
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
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.event.Severity;
import songlam.core.event.Text;

/** A verdict becomes a case in one step, and the next release is held to it. */
class VerdictCaseTest {
  private static final long NOW = 1_795_489_200_000L;
  private static final String ID = "8f1d6a0e-7c1b-4f57-9d2e-3c6f5a0b1c2d";
  private static final String RULE =
      """
      title: Guest signs in
      id: 8f1d6a0e-7c1b-4f57-9d2e-3c6f5a0b1c2d
      logsource: {product: linux, service: sshd}
      detection:
        guest: {user.name|contains: guest}
        condition: guest
      level: high
      """;

  @TempDir private static Path folder;
  private static RunningPlatform platform;
  private static ApiDescription api;

  @BeforeAll
  static void start() throws IOException {
    platform = new RunningPlatform(folder, "");
    api = new ApiDescription(new JsonObject(platform.get("/api/v1/openapi.json", null).body()));
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @Test
  void theNextReleaseIsHeldToTheVerdict() {
    save(RULE, "first");
    release(200);
    platform
        .stores()
        .alerts()
        .put(List.of(alert("good", "guest"), alert("bad", "guestbook")), _ -> false);

    JsonObject right = made("good", "true_positive");
    assertEquals(ID, right.getString("rule"));
    assertTrue(right.getBoolean("fires") && right.getBoolean("held"), right.encode());
    JsonObject wrong = made("bad", "false_positive");
    assertFalse(wrong.getBoolean("held"), "the version in force still fires");
    JsonObject closed = new JsonObject(platform.get("/api/v1/alerts/bad", Role.ANALYST).body());
    assertEquals(
        "false_positive",
        closed.getJsonObject("triage").getString("verdict"),
        closed.encodePrettily());

    save(RULE.replace("high", "medium"), "less urgent");
    assertTrue(release(400).getString("detail").contains(wrong.getString("name")));
    save(RULE.replace("|contains: guest", ": nobody"), "quiet");
    assertTrue(release(400).getString("detail").contains(right.getString("name")));
    save(RULE.replace("|contains: guest", ": guest"), "the name itself");
    release(200);

    JsonObject cases = checked("GET", "/rules/{id}/cases", "/rules/" + ID + "/cases", null, 200);
    assertEquals(2, cases.getJsonArray("items").size());
    String name = URLEncoder.encode(wrong.getString("name"), StandardCharsets.UTF_8);
    String path = "/rules/" + ID + "/cases/" + name.replace("+", "%20");
    checked("DELETE", "/rules/{id}/cases/{name}", path, null, 200);
  }

  private static void save(String rule, String why) {
    JsonObject files = new JsonObject().put("rule.yml", rule);
    JsonObject body = new JsonObject().put("files", files).put("why", why);
    checked("POST", "/rules", "/rules", body, 200);
  }

  private static JsonObject release(int status) {
    JsonObject body = new JsonObject().put("state", "released").put("why", "test");
    return checked("POST", "/rules/{id}/state", "/rules/" + ID + "/state", body, status);
  }

  private static JsonObject made(String alert, String verdict) {
    JsonObject body = new JsonObject().put("verdict", verdict);
    return checked("POST", "/alerts/{id}/case", "/alerts/" + alert + "/case", body, 200);
  }

  private static JsonObject checked(
      String method, String described, String path, @Nullable JsonObject body, int status) {
    HttpResponse<String> answer =
        platform.ask(
            method, "/api/v1" + path, Role.ADMINISTRATOR, body == null ? null : body.encode());
    assertEquals(status, answer.statusCode(), answer.body());
    api.check(method, "/api/v1" + described, answer);
    return new JsonObject(answer.body());
  }

  private static Alert alert(String id, String user) {
    Event event =
        new EventBuilder()
            .timestamp(NOW)
            .set(EcsField.HOST_OS_TYPE, "linux")
            .set(EcsField.PROCESS_NAME, "sshd")
            .set(EcsField.HOST_NAME, "web-01")
            .set(EcsField.USER_NAME, user)
            .set(EcsField.SONGLAM_FINDING_RULES, List.of(ID))
            .set(EcsField.SONGLAM_FINDING_NAMES, List.of("Guest signs in"))
            .set(EcsField.SONGLAM_FINDING_LEVEL, "high")
            .build(new EventId("n", 0, 1, 0));
    return new Alert(
        id,
        "security/finding-on-host",
        "security",
        Pipeline.SECURITY,
        Severity.HIGH,
        new Text("Phát hiện", "Finding"),
        new Text("Khách đăng nhập: " + user, "A guest signs in: " + user),
        "Guest signs in|web-01",
        List.of(new Entity("host", "web-01", Entity.TARGET)),
        NOW,
        NOW,
        1,
        List.of(new Evidence(event, "")),
        List.of(),
        Condition.ACTIVE,
        null,
        null,
        false,
        false);
  }
}
