package songlam.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import songlam.core.access.Role;

/** A running platform each answer of which is held against the description of its API. */
final class DescribedPlatform implements AutoCloseable {
  private final RunningPlatform platform;
  private final ApiDescription api;

  DescribedPlatform(Path folder) throws IOException {
    platform = new RunningPlatform(folder, "");
    api = new ApiDescription(new JsonObject(platform.get("/api/v1/openapi.json", null).body()));
  }

  Stores stores() {
    return platform.stores();
  }

  /** As an administrator. */
  JsonObject ask(
      String method, String described, String path, @Nullable JsonObject body, int status) {
    return ask(method, described, path, body, status, Role.ADMINISTRATOR);
  }

  /**
   * What is answered, when it is as wanted and as described.
   *
   * @param described the path as the description has it, below {@code /api/v1}
   * @param path as it is asked for, below {@code /api/v1}
   */
  JsonObject ask(
      String method,
      String described,
      String path,
      @Nullable JsonObject body,
      int status,
      Role role) {
    HttpResponse<String> answer =
        platform.ask(method, "/api/v1" + path, role, body == null ? null : body.encode());
    assertEquals(status, answer.statusCode(), answer.body());
    api.check(method, "/api/v1" + described, answer);
    return new JsonObject(answer.body());
  }

  /** What is answered to a ZIP file an administrator sends, as described. */
  JsonObject zip(String described, String path, byte[] zip, int status) {
    HttpResponse<String> answer =
        platform.send(
            "POST", "/api/v1" + path, Role.ADMINISTRATOR, "zip", BodyPublishers.ofByteArray(zip));
    assertEquals(status, answer.statusCode(), answer.body());
    api.check("POST", "/api/v1" + described, answer);
    return new JsonObject(answer.body());
  }

  /** Keeps a version of a Sigma rule. */
  void save(String rule, String why) {
    JsonObject files = new JsonObject().put("rule.yml", rule);
    ask("POST", "/rules", "/rules", new JsonObject().put("files", files).put("why", why), 200);
  }

  /** Releases the youngest version. */
  JsonObject release(String rule, int status) {
    JsonObject body = new JsonObject().put("state", "released").put("why", "test");
    return ask("POST", "/rules/{id}/state", "/rules/" + rule + "/state", body, status);
  }

  @Override
  public void close() {
    platform.close();
  }
}
