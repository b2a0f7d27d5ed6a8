package songlam.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import songlam.core.access.Role;

/** A wall opens with a viewer's token, sees, and can change nothing. */
class WallTest {
  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void aViewersTokenOpensAWallThatOnlyLooks() throws IOException, InterruptedException {
    try (RunningPlatform platform = new RunningPlatform(folder, "")) {
      String url = platform.platform().url() + "/api/v1";
      String secret = platform.platform().newToken("sảnh", Role.VIEWER);
      HttpResponse<String> opened = post(url + "/session/display", secret, "");
      assertEquals(200, opened.statusCode(), opened.body());
      assertEquals("viewer", new JsonObject(opened.body()).getJsonObject("user").getString("role"));
      String cookie = opened.headers().firstValue("set-cookie").orElseThrow();
      String flags = cookie.toLowerCase(Locale.ROOT);
      assertTrue(flags.contains("httponly") && flags.contains("samesite=strict"), cookie);

      String sent = cookie.substring(0, cookie.indexOf(';'));
      assertEquals(200, get(url + "/session", sent).statusCode());
      JsonObject wall = new JsonObject(get(url + "/wall", sent).body());
      assertEquals(6, wall.getJsonArray("tiles").size());
      assertEquals(403, get(url + "/ledger", sent).statusCode());
      assertEquals(403, post(url + "/alerts/bulk", "x", sent).statusCode());
    }
  }

  @Test
  void noOtherTokenOpensAWall() throws IOException, InterruptedException {
    try (RunningPlatform platform = new RunningPlatform(folder, "")) {
      String url = platform.platform().url() + "/api/v1/session/display";
      String operator = platform.platform().newToken("trực ban", Role.OPERATOR);
      for (String secret : List.of(operator, "", "none")) {
        assertEquals(401, post(url, secret, "").statusCode(), secret);
      }
      assertEquals(401, get(url.replace("/display", ""), "songlam_display=x").statusCode());
    }
  }

  @Test
  void tilesTellWhatFeedsThem() throws IOException, InterruptedException {
    try (RunningPlatform platform = new RunningPlatform(folder, "")) {
      JsonObject wall = platform.read("wall");
      assertFalse(wall.getBoolean("storeAway"));
      JsonObject reports = tile(wall.getJsonArray("tiles"), "reports");
      assertFalse(reports.getBoolean("feedLost"), "citizens may be silent");
      JsonObject events = tile(wall.getJsonArray("tiles"), "events");
      assertTrue(events.getBoolean("feedLost"), "nothing was ever heard");
      JsonArray feeds = platform.read("pipelines").getJsonArray("items");
      assertEquals(6, feeds.size());
    }
  }

  @Test
  void theWallStandsWhileTheStoreIsAway() throws IOException, InterruptedException {
    Stores memory = Stores.inMemory();
    Stores away =
        new Stores(
            memory.events(),
            new AlertStoreAway(),
            memory.incidents(),
            memory.documents(),
            memory.expired(),
            memory.retention(),
            memory.state(),
            memory.closer());
    try (RunningPlatform platform = new RunningPlatform(folder, "", away)) {
      JsonObject wall = platform.read("wall");
      assertTrue(wall.getBoolean("storeAway"));
      assertNull(tile(wall.getJsonArray("tiles"), "alerts").getValue("value"));
      assertEquals(0, tile(wall.getJsonArray("tiles"), "cameras").getInteger("value"));
      assertTrue(platform.read("map").getBoolean("storeAway"));
    }
  }

  private static JsonObject tile(JsonArray tiles, String id) {
    return tiles.stream()
        .map(JsonObject.class::cast)
        .filter(tile -> tile.getString("id").equals(id))
        .findFirst()
        .orElseThrow();
  }

  private HttpResponse<String> get(String url, String cookie)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(url)).header("Cookie", cookie).build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String url, String secret, String cookie)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(new JsonObject().put("secret", secret).encode()));
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
