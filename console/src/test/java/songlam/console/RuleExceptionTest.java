package songlam.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
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
import songlam.core.correlate.Evidence;
import songlam.core.correlate.Pipeline;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.event.Severity;
import songlam.core.event.Text;

/** An exception from false positives to its release over the API, each answer as described. */
class RuleExceptionTest {
  private static final long NOW = 1_795_489_200_000L;
  private static final String ID = "9f1d6a0e-7c1b-4f57-9d2e-3c6f5a0b1c2d";
  private static final String RULE =
      """
      title: Guest signs in
      id: 9f1d6a0e-7c1b-4f57-9d2e-3c6f5a0b1c2d
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
  void anExceptionIsProposedProvenKeptReleasedAndListed() throws IOException {
    JsonObject files = new JsonObject().put("rule.yml", RULE);
    ask("POST", "/rules", "/rules", new JsonObject().put("files", files).put("why", "first"), 200);
    release(ID, 200);
    platform
        .stores()
        .alerts()
        .put(
            List.of(
                alert("wrong", "guestbook", "web-01"),
                alert("benign", "guestbook", "web-02"),
                alert("right", "guest", "web-01"),
                alert("open", "guestbook", "web-01")),
            _ -> false);
    close("wrong", "false_positive");
    close("benign", "benign");
    close("right", "true_positive");

    JsonObject chosen = new JsonObject().put("alerts", JsonArray.of("wrong", "benign"));
    JsonObject proposed = propose(chosen, 200);
    assertEquals(ID, proposed.getString("rule"));
    assertEquals(List.of(), proposed.getJsonArray("lost").getList());
    assertEquals(1, proposed.getInteger("known"), proposed.encodePrettily());
    assertFalse(proposed.getJsonArray("values").encode().contains("web-0"), "what differs");
    propose(new JsonObject().put("alerts", JsonArray.of("open")), 400);
    propose(new JsonObject().put("alerts", JsonArray.of("nobody")), 404);
    propose(chosen.copy().put("events", "one"), 400);

    JsonObject wide = chosen.copy().put("fields", JsonArray.of("process.name"));
    assertTrue(propose(wide, 200).getJsonArray("lost").encode().contains("alert right"));
    JsonObject terms =
        new JsonObject().put("owner", "lan").put("until", "2036-01-31").put("why", "sổ lưu bút");
    JsonObject refused = keep(wide.copy().mergeIn(terms), 400);
    assertTrue(refused.getString("detail").contains("alert right"), refused.encode());
    for (String missing : List.of("owner", "until", "why")) {
      JsonObject without = chosen.copy().mergeIn(terms);
      without.remove(missing);
      keep(without, 400);
    }
    keep(chosen.copy().mergeIn(terms).put("until", "2020-01-31"), 400);

    JsonObject draft = keep(chosen.copy().mergeIn(terms), 200);
    String id = draft.getString("id");
    assertEquals("draft", draft.getString("state"));
    assertEquals("2036-01-31T17:00:00.000Z", draft.getString("until"), "that day included");
    assertTrue(Files.exists(folder.resolve("data/rules/exceptions/" + id + ".yml")));
    release(id, 200);
    JsonArray all =
        ask("GET", "/rules/exceptions", "/rules/exceptions", null, 200).getJsonArray("items");
    assertEquals(1, all.size());
    JsonObject one = all.getJsonObject(0);
    assertEquals(true, one.getBoolean("live"), one.encode());
    assertEquals(false, one.getBoolean("expired"));
    assertEquals(0, one.getInteger("keptBack"));
    ask("GET", "/rules/{id}/life", "/rules/" + id + "/life", null, 200);
  }

  private static JsonObject propose(JsonObject body, int status) {
    return ask("POST", "/rules/exceptions/proposal", "/rules/exceptions/proposal", body, status);
  }

  private static JsonObject keep(JsonObject body, int status) {
    return ask("POST", "/rules/exceptions", "/rules/exceptions", body, status);
  }

  private static void release(String id, int status) {
    JsonObject body = new JsonObject().put("state", "released").put("why", "test");
    ask("POST", "/rules/{id}/state", "/rules/" + id + "/state", body, status);
  }

  private static void close(String alert, String verdict) {
    HttpResponse<String> answer =
        platform.post(
            "/api/v1/alerts/" + alert + "/close",
            Role.ANALYST,
            new JsonObject().put("verdict", verdict).put("note", "test"));
    assertEquals(200, answer.statusCode(), answer.body());
  }

  private static JsonObject ask(
      String method, String described, String path, @Nullable JsonObject body, int status) {
    HttpResponse<String> answer =
        platform.ask(
            method, "/api/v1" + path, Role.ADMINISTRATOR, body == null ? null : body.encode());
    assertEquals(status, answer.statusCode(), answer.body());
    api.check(method, "/api/v1" + described, answer);
    return new JsonObject(answer.body());
  }

  private static Alert alert(String id, String user, String host) {
    Event event =
        new EventBuilder()
            .timestamp(NOW)
            .set(EcsField.HOST_OS_TYPE, "linux")
            .set(EcsField.PROCESS_NAME, "sshd")
            .set(EcsField.HOST_NAME, host)
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
        "Guest signs in|" + host,
        List.of(),
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
