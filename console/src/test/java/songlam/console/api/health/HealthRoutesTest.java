package songlam.console.api.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import songlam.console.api.Guard;
import songlam.console.api.health.Health.Part;
import songlam.console.api.health.Health.Status;
import songlam.core.access.Accounts;
import songlam.core.access.Tokens;
import songlam.core.event.Text;
import songlam.core.journal.InMemorySystemStore;

class HealthRoutesTest {
  private final Vertx vertx = Vertx.vertx();
  private volatile Health health = new Health(List.of());
  private HttpServer server;

  @BeforeEach
  void start() throws TimeoutException {
    InMemorySystemStore system = new InMemorySystemStore();
    Guard guard =
        new Guard(new Accounts(system, new SecureRandom()), new Tokens(system, new SecureRandom()));
    Router router = Router.router(vertx);
    new HealthRoutes(() -> health, Clock.systemUTC()).mount(router, guard);
    server =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .await(10, TimeUnit.SECONDS);
  }

  @AfterEach
  void stop() throws TimeoutException {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void onlyAPlatformThatIsDownIsAnsweredWith503() throws Exception {
    assertAnswer(200, "ok", part("journal", Status.OK, true), part("store", Status.OK, false));
    assertAnswer(
        200, "degraded", part("journal", Status.OK, true), part("store", Status.DOWN, false));
    assertAnswer(503, "down", part("journal", Status.DOWN, true), part("store", Status.OK, false));
    assertAnswer(503, "down", part("a", Status.DOWN, false), part("b", Status.DOWN, false));
  }

  private static Part part(String name, Status status, boolean vital) {
    return new Part(name, status, new Text("vì", "because"), vital);
  }

  private void assertAnswer(int code, String status, Part... parts) throws Exception {
    health = new Health(List.of(parts));
    URI uri = URI.create("http://127.0.0.1:" + server.actualPort() + "/health");
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
      assertEquals(code, answer.statusCode(), answer.body());
      assertEquals(status, new JsonObject(answer.body()).getString("status"));
    }
  }
}
