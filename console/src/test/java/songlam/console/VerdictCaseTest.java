package songlam.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import songlam.core.access.Role;

/** A verdict becomes a case in one step, and the next release is held to it. */
class VerdictCaseTest {
  @TempDir private static Path folder;
  private static DescribedPlatform platform;

  @BeforeAll
  static void start() throws IOException {
    platform = new DescribedPlatform(folder);
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @Test
  void theNextReleaseIsHeldToTheVerdict() {
    platform.save(GuestRule.TEXT, "first");
    platform.release(GuestRule.ID, 200);
    platform
        .stores()
        .alerts()
        .put(
            List.of(
                GuestRule.alert("good", "guest", "web-01"),
                GuestRule.alert("bad", "guestbook", "web-01")),
            _ -> false);

    JsonObject right = made("good", "true_positive");
    assertEquals(GuestRule.ID, right.getString("rule"));
    assertTrue(right.getBoolean("fires") && right.getBoolean("held"), right.encode());
    JsonObject wrong = made("bad", "false_positive");
    assertFalse(wrong.getBoolean("held"), "the version in force still fires");
    JsonObject closed = platform.ask("GET", "/alerts/{id}", "/alerts/bad", null, 200, Role.ANALYST);
    assertEquals(
        "false_positive",
        closed.getJsonObject("triage").getString("verdict"),
        closed.encodePrettily());

    platform.save(GuestRule.TEXT.replace("high", "medium"), "less urgent");
    assertTrue(
        platform.release(GuestRule.ID, 400).getString("detail").contains(wrong.getString("name")));
    platform.save(GuestRule.TEXT.replace("|contains: guest", ": nobody"), "quiet");
    assertTrue(
        platform.release(GuestRule.ID, 400).getString("detail").contains(right.getString("name")));
    platform.save(GuestRule.TEXT.replace("|contains: guest", ": guest"), "the name itself");
    platform.release(GuestRule.ID, 200);

    JsonObject cases =
        platform.ask("GET", "/rules/{id}/cases", "/rules/" + GuestRule.ID + "/cases", null, 200);
    assertEquals(2, cases.getJsonArray("items").size());

    JsonObject back =
        new JsonObject().put("state", "released").put("version", 1).put("why", "loud");
    JsonObject returned =
        platform.ask("POST", "/rules/{id}/state", "/rules/" + GuestRule.ID + "/state", back, 200);
    assertTrue(
        returned.getJsonArray("warnings").encode().contains("broken: " + wrong.getString("name")),
        returned.encodePrettily());

    String name = URLEncoder.encode(wrong.getString("name"), StandardCharsets.UTF_8);
    String path = "/rules/" + GuestRule.ID + "/cases/" + name.replace("+", "%20");
    platform.ask("DELETE", "/rules/{id}/cases/{name}", path, null, 400);
    platform.ask("DELETE", "/rules/{id}/cases/{name}", path + "?why=gone", null, 200);
  }

  private static JsonObject made(String alert, String verdict) {
    JsonObject body = new JsonObject().put("verdict", verdict);
    return platform.ask("POST", "/alerts/{id}/case", "/alerts/" + alert + "/case", body, 200);
  }
}
