package songlam.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import songlam.core.access.Role;
import songlam.core.store.InMemoryEventStore;

/** The whole platform on an ephemeral port, its searchable store in memory, with a token a role. */
public final class RunningPlatform implements AutoCloseable {
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final Map<Role, String> tokens = new EnumMap<>(Role.class);
  private final Platform platform;
  private final Stores stores;

  /**
   * @param more lines of configuration beside the console's address
   */
  RunningPlatform(Path folder, String more) throws IOException {
    this(folder, more, Stores.inMemory());
  }

  /**
   * @param port of the console: a platform started again at the same address
   */
  public RunningPlatform(Path folder, int port, String more) throws IOException {
    this(folder, port, more, Stores.inMemory());
  }

  /**
   * @param stores closed with the platform
   */
  RunningPlatform(Path folder, String more, Stores stores) throws IOException {
    this(folder, 0, more, stores);
  }

  private RunningPlatform(Path folder, int port, String more, Stores stores) throws IOException {
    this.stores = stores;
    Path config = folder.resolve("songlam.yml");
    Files.writeString(config, "console: {port: " + port + "}\n" + more);
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

  public Platform platform() {
    return platform;
  }

  Stores stores() {
    return stores;
  }

  HttpResponse<String> get(String path, @Nullable Role role) {
    return ask("GET", path, role, null);
  }

  /** Deletes a stored document behind the platform's back, once there is one. */
  public void loseADocument() throws InterruptedException {
    JsonObject found = await("events?size=1", Duration.ofSeconds(30), a -> a.getLong("total") > 0);
    String id = found.getJsonArray("items").getJsonObject(0).getString("id");
    assertTrue(((InMemoryEventStore) stores.events()).lose(id), id);
  }

  /** The JSON of {@code GET /api/v1/} and this path. */
  JsonObject read(String path) {
    return ok(get("/api/v1/" + path, Role.ADMINISTRATOR));
  }

  private static JsonObject ok(HttpResponse<String> answer) {
    assertEquals(200, answer.statusCode(), answer.body());
    return new JsonObject(answer.body());
  }

  /** Reads until the answer is as wanted, over a store that is away; the last one comes back. */
  JsonObject await(String path, Duration patience, Predicate<JsonObject> wanted)
      throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < end) {
      HttpResponse<String> answer = get("/api/v1/" + path, Role.ADMINISTRATOR);
      if (answer.statusCode() != 503 && wanted.test(ok(answer))) {
        return ok(answer);
      }
      Thread.sleep(200);
    }
    return read(path);
  }

  /** A TCP and UDP port nobody uses now. */
  public static int freePort() throws IOException {
    while (true) {
      try (ServerSocket tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
          DatagramSocket udp =
              new DatagramSocket(tcp.getLocalPort(), InetAddress.getLoopbackAddress())) {
        return udp.getLocalPort();
      } catch (BindException taken) {
        continue;
      }
    }
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
    return send(
        method,
        path,
        role,
        type,
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
  }

  /** As {@link #ask}, with a body of the type {@code application/…}. */
  HttpResponse<String> send(
      String method, String path, @Nullable Role role, String type, BodyPublisher body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(platform.url() + path))
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "application/" + type)
            .method(method, body);
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
