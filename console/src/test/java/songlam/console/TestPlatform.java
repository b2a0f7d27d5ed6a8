package songlam.console;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import songlam.core.access.Role;

/** The whole platform in this process, on ports of its own, with a token that may read all. */
public final class TestPlatform implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 30_000;

  private final Platform platform;
  private final String token;
  private final HttpClient client = HttpClient.newHttpClient();

  private TestPlatform(Platform platform) {
    this.platform = platform;
    this.token = platform.newToken("test", Role.ADMINISTRATOR);
  }

  /**
   * Starts it with stores in memory.
   *
   * @param folder an empty one
   * @param inputs lines of YAML under {@code inputs:}, each indented by two blanks
   */
  public static TestPlatform start(Path folder, String inputs) throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("songlam.yml"), "node: test\nconsole: {port: 0}\ninputs:\n" + inputs);
    return new TestPlatform(
        Platform.start(
            Settings.read(config),
            new Installation(folder.resolve("data")),
            (_, _, _, _) -> Stores.inMemory(),
            false,
            _ -> {}));
  }

  public Platform platform() {
    return platform;
  }

  /** The JSON of {@code GET /api/v1/} and this path. */
  public JsonObject get(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(platform.url() + "/api/v1/" + path))
                .header("Authorization", "Bearer " + token)
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(path + ": " + answer.statusCode() + " " + answer.body());
    }
    return new JsonObject(answer.body());
  }

  /** Asks until the answer is as wanted; the last answer comes back either way. */
  public JsonObject await(String path, Predicate<JsonObject> wanted)
      throws IOException, InterruptedException {
    long until = System.currentTimeMillis() + PATIENCE_MILLIS;
    JsonObject answer = get(path);
    while (!wanted.test(answer) && System.currentTimeMillis() < until) {
      Thread.sleep(200);
      answer = get(path);
    }
    return answer;
  }

  /** A TCP and UDP port nobody uses now. */
  public static int freePort() throws IOException {
    while (true) {
      try (ServerSocket tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
          DatagramSocket udp =
              new DatagramSocket(tcp.getLocalPort(), InetAddress.getLoopbackAddress())) {
        return udp.getLocalPort();
      } catch (java.net.BindException taken) {
        continue;
      }
    }
  }

  @Override
  public void close() {
    client.close();
    platform.close();
  }
}
