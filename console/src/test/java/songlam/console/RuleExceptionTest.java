package songlam.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import songlam.core.access.Role;

/** An exception from false positives to its release over the API, each answer as described. */
class RuleExceptionTest {
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
  void anExceptionIsProposedProvenKeptReleasedAndListed() throws IOException {
    platform.save(GuestRule.TEXT, "first");
    platform.release(GuestRule.ID, 200);
    platform
        .stores()
        .alerts()
        .put(
            List.of(
                GuestRule.alert("wrong", "guestbook", "web-01"),
                GuestRule.alert("benign", "guestbook", "web-02"),
                GuestRule.alert("right", "guest", "web-01"),
                GuestRule.alert("open", "guestbook", "web-01")),
            _ -> false);
    close("wrong", "false_positive");
    close("benign", "benign");
    close("right", "true_positive");

    JsonObject chosen = new JsonObject().put("alerts", JsonArray.of("wrong", "benign"));
    JsonObject proposed = propose(chosen, 200);
    assertEquals(GuestRule.ID, proposed.getString("rule"));
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
    platform.release(id, 200);
    JsonArray all =
        platform
            .ask("GET", "/rules/exceptions", "/rules/exceptions", null, 200)
            .getJsonArray("items");
    assertEquals(1, all.size());
    JsonObject one = all.getJsonObject(0);
    assertEquals(true, one.getBoolean("live"), one.encode());
    assertEquals(false, one.getBoolean("expired"));
    assertEquals(0, one.getInteger("keptBack"));
    platform.ask("GET", "/rules/{id}/life", "/rules/" + id + "/life", null, 200);
  }

  private static JsonObject propose(JsonObject body, int status) {
    return platform.ask(
        "POST", "/rules/exceptions/proposal", "/rules/exceptions/proposal", body, status);
  }

  private static JsonObject keep(JsonObject body, int status) {
    return platform.ask("POST", "/rules/exceptions", "/rules/exceptions", body, status);
  }

  private static void close(String alert, String verdict) {
    JsonObject body = new JsonObject().put("verdict", verdict).put("note", "test");
    String path = "/alerts/" + alert + "/close";
    platform.ask("POST", "/alerts/{id}/{act}", path, body, 200, Role.ANALYST);
  }
}
