package songlam.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import songlam.core.access.Role;

/** A rule's life over the API of a running platform, each answer against the description. */
class RuleLifeTest {
  private static final String ID = "5f1d6a0e-7c1b-4f57-9d2e-3c6f5a0b1c2d";
  private static final String RULE =
      """
      title: Made by hand
      id: 5f1d6a0e-7c1b-4f57-9d2e-3c6f5a0b1c2d
      logsource: {product: linux, service: sshd}
      detection:
        keywords: [made-by-hand]
        condition: keywords
      level: low
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
  void aRuleIsWrittenWatchedReleasedAndTakenBack() {
    JsonObject saved = post("", "", files(RULE).put("why", "first"), 200);
    assertEquals("draft", saved.getString("state"));
    post("/{id}/state", "/" + ID + "/state", state("shadow", null), 200);
    JsonObject listed = listed(ID);
    assertEquals("shadow", listed.getString("state"));
    assertEquals(1, listed.getInteger("shadowVersion"));
    post("/{id}/state", "/" + ID + "/state", state("released", null), 200);
    post("", "", files(RULE.replace("low", "high")).put("why", "more urgent"), 200);
    post("/{id}/state", "/" + ID + "/state", state("released", 2), 200);
    assertEquals("high", listed(ID).getString("level"));
    JsonObject diff = get("/{id}/diff", "/" + ID + "/diff?from=1&to=2", 200);
    assertTrue(diff.getString("diff").contains("+level: high"));
    JsonObject back = post("/{id}/state", "/" + ID + "/state", state("released", 1), 200);
    assertEquals(4, back.getJsonArray("steps").size());
    assertEquals("low", listed(ID).getString("level"));
    get("/{id}/life", "/" + ID + "/life", 200);
    get("/{id}/versions/{version}", "/" + ID + "/versions/2", 200);
    JsonObject owned = post("/{id}/owner", "/" + ID + "/owner", owner("Tổ giám sát"), 200);
    assertEquals("Tổ giám sát", owned.getString("owner"));
  }

  @Test
  void whatIsWrongIsToldWithItsLine() {
    JsonObject refused =
        post("", "", files(RULE.replace("keywords\n", "nothing\n")).put("why", "x"), 400);
    assertTrue(refused.getString("detail").contains("rule.yml:6:"), refused.encode());
    post("/{id}/state", "/none/state", state("released", null), 404);
    post("/{id}/state", "/security%2Fport-scan/state", state("asleep", null), 400);
  }

  @Test
  void aPackOfOursJoinsTheRunningOnes() {
    String pack =
        """
        id: ours
        pipeline: security
        rules:
          - id: twice
            title: {vi: "hai lần", en: "twice"}
            reason: {vi: "{count}", en: "{count}"}
            when: {kind: threshold, match: "event.action:twice", group_by: source.ip, window: 1m, count: 2}
        """;
    JsonObject body =
        new JsonObject()
            .put("id", "ours")
            .put("files", new JsonObject().put("pack.yml", pack))
            .put("why", "first");
    post("", "", body, 200);
    post("/{id}/state", "/ours/state", state("released", null), 200);
    JsonObject rule = listed("ours/twice");
    assertEquals("released", rule.getString("state"));
    post("/{id}/state", "/ours%2Ftwice/state", state("shadow", 0), 200);
    assertEquals("shadow", listed("ours/twice").getString("state"));
    post("/reload", "/reload", new JsonObject(), 200);
  }

  private static JsonObject files(String rule) {
    return new JsonObject().put("files", new JsonObject().put("rule.yml", rule));
  }

  private static JsonObject owner(String name) {
    return new JsonObject().put("owner", name);
  }

  private static JsonObject state(String state, @Nullable Integer version) {
    JsonObject body = new JsonObject().put("state", state).put("why", "test");
    return version == null ? body : body.put("version", version);
  }

  private static JsonObject listed(String id) {
    JsonArray all = get("", "", 200).getJsonArray("items");
    return all.stream()
        .map(JsonObject.class::cast)
        .filter(rule -> id.equals(rule.getString("id")))
        .findFirst()
        .orElseThrow();
  }

  private static JsonObject get(String described, String path, int status) {
    return checked("GET", described, platform.get("/api/v1/rules" + path, Role.OPERATOR), status);
  }

  private static JsonObject post(String described, String path, JsonObject body, int status) {
    return checked(
        "POST", described, platform.post("/api/v1/rules" + path, Role.ADMINISTRATOR, body), status);
  }

  private static JsonObject checked(
      String method, String described, HttpResponse<String> answer, int status) {
    assertEquals(status, answer.statusCode(), answer.body());
    api.check(method, "/api/v1/rules" + described, answer);
    return new JsonObject(answer.body());
  }
}
