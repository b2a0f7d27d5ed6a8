package songlam.console;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import songlam.core.access.Role;

/** The whole platform on an ephemeral port, its searchable store in memory, with a token a role. */
final class RunningPlatform implements AutoCloseable {
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final Map<Role, String> tokens = new EnumMap<>(Role.class);
  private final Platform platform;
  private final Stores stores = Stores.inMemory();

  /**
   * @param more lines of configuration beside the console's address
   */
  RunningPlatform(Path folder, String more) throws IOException {
    Path config = folder.resolve("songlam.yml");
    Files.writeString(config, "console: {port: 0}\n" + more);
    platform =
        Platform.start(
            Settings.read(config),
            new Installation(folder.resolve("data")),
            (_, _, _, _) -> stores,
            false,
            _ -> {});
    for (Role role : Role.values()) {
      tokens.put(role, platform.newToken(role.label(), role));
    }
  }

  Platform platform() {
    return platform;
  }

  Stores stores() {
    return stores;
  }

  HttpResponse<String> get(String path, @Nullable Role role) {
    return ask("GET", path, role, null);
  }

  HttpResponse<String> post(String path, @Nullable Role role, JsonObject body) {
    return ask("POST", path, role, body.encode());
  }

  /**
   * Sends a request and waits for its answer.
   *
   * @param role whose token to send, null for none
   */
  HttpResponse<String> ask(String method, String path, @Nullable Role role, @Nullable String body) {
    String type = body != null && body.startsWith("api_key=") ? "x-www-form-urlencoded" : "json";
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(platform.url() + path))
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "application/" + type)
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (role != null) {
      request.header("Authorization", "Bearer " + tokens.get(role));
    }
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    client.close();
    platform.close();
  }
}
