package songlam.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import songlam.core.access.Role;

/** The doors for data, and what is read after something came in, against the document. */
class IngestDescriptionTest {
  @TempDir private Path folder;
  private RunningPlatform platform;
  private ApiDescription api;

  @BeforeEach
  void start() throws IOException {
    platform = new RunningPlatform(folder, "");
    api = new ApiDescription(new JsonObject(platform.get("/api/v1/openapi.json", null).body()));
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  @Test
  void whatCameInIsFoundAndAddsUp() throws InterruptedException {
    String now = Instant.now().toString();
    String document =
        "{\"@timestamp\":\"" + now + "\",\"message\":\"thử\",\"host\":{\"name\":\"h1\"}}";
    sent("/api/v1/ingest", "/api/v1/ingest", document + "\n" + document + "\nnot json\n", 200);
    String bulk = "{\"create\":{}}\n" + document + "\n{\"delete\":{\"_id\":\"x\"}}\n";
    assertEquals(true, sent("/_bulk", "/_bulk", bulk, 200).getBoolean("errors"));
    sent("/{index}/_bulk", "/logs/_bulk", bulk, 200);
    sent("/_bulk", "/_bulk?filter_path=errors", bulk, 200);
    sent("/_bulk", "/_bulk", "no action\n", 400);
    assertEquals(401, check("POST", "/_bulk", "/_bulk", null, bulk).statusCode());
    awaitEvents("host.name:h1", 5);
    String from = Instant.now().minus(Duration.ofHours(1)).toString();
    String to = Instant.now().plus(Duration.ofHours(1)).toString();
    String range = "/api/v1/events?q=host.name:h1&from=" + from + "&to=" + to;
    JsonObject page = read("/api/v1/events", range);
    assertEquals(5, page.getJsonArray("items").size());
    JsonObject none = read("/api/v1/events", range + "&size=0");
    assertEquals(5, none.getLong("total"));
    assertTrue(none.getJsonArray("items").isEmpty());
    String id = page.getJsonArray("items").getJsonObject(0).getString("id");
    JsonObject whole = read("/api/v1/events/{id}", "/api/v1/events/" + id);
    assertEquals("bulk", whole.getJsonObject("raw").getString("source"));
    JsonObject ledger = read("/api/v1/ledger", "/api/v1/ledger");
    assertEquals(true, ledger.getBoolean("balanced"), ledger.encodePrettily());
    JsonObject quarantine = read("/api/v1/quarantine", "/api/v1/quarantine?source=bulk");
    assertEquals(5, quarantine.getJsonArray("items").size(), quarantine.encodePrettily());
  }

  @Test
  void aReportIsTakenAndListed() throws InterruptedException {
    String path = "/open311/v2/requests.json";
    String service =
        new JsonArray(platform.get("/open311/v2/services.json", null).body())
            .getJsonObject(0)
            .getString("service_code");
    String form = "api_key=&lat=18.67&long=105.69&description=sat&service_code=";
    assertEquals(403, check("POST", path, path, null, form + service).statusCode());
    String token = platform.platform().newToken("1022", Role.INGEST);
    String signed = form.replace("api_key=", "api_key=" + token);
    assertEquals(400, check("POST", path, path, null, signed + "none").statusCode());
    assertEquals(201, check("POST", path, path, null, signed + service).statusCode());
    for (int i = 0; i < 100 && platform.get(path, null).body().equals("[]"); i++) {
      Thread.sleep(100);
    }
    HttpResponse<String> list = check("GET", path, path, null, null);
    assertTrue(list.body().contains("\"lat\":18.67"), list.body());
    JsonObject map = read("/api/v1/map", "/api/v1/map");
    assertEquals(1, map.getJsonArray("reports").size());
    read("/api/v1/wall", "/api/v1/wall");
  }

  private void awaitEvents(String query, long count) throws InterruptedException {
    String path = "/api/v1/events?size=0&q=" + query;
    for (int i = 0; i < 100; i++) {
      if (read("/api/v1/events", path).getLong("total") >= count) {
        return;
      }
      Thread.sleep(100);
    }
    throw new AssertionError(query + ": " + platform.get(path, Role.ANALYST).body());
  }

  private JsonObject read(String described, String path) {
    HttpResponse<String> answer = platform.get(path, Role.ANALYST);
    assertEquals(200, answer.statusCode(), path + answer.body());
    return api.check("GET", described, answer);
  }

  private JsonObject sent(String described, String path, String body, int status) {
    HttpResponse<String> answer = platform.ask("POST", path, Role.INGEST, body);
    assertEquals(status, answer.statusCode(), path + answer.body());
    return api.check("POST", described, answer);
  }

  private HttpResponse<String> check(
      String method, String described, String path, @Nullable Role role, @Nullable String body) {
    HttpResponse<String> answer = platform.ask(method, path, role, body);
    api.check(method, described, answer);
    return answer;
  }
}
