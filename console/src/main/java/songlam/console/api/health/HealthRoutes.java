package songlam.console.api.health;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.function.Supplier;
import songlam.console.api.Answer;
import songlam.console.api.Guard;
import songlam.console.api.Json;
import songlam.console.api.Routes;
import songlam.console.cli.ProductVersion;

/** {@code GET /health}, open to all: it names parts and says nothing of data. */
public final class HealthRoutes implements Routes {
  private final Supplier<Health> health;
  private final Clock clock;
  private final long startedAt;

  public HealthRoutes(Supplier<Health> health, Clock clock) {
    this.health = health;
    this.clock = clock;
    this.startedAt = clock.millis();
  }

  @Override
  public void mount(Router api, Guard guard) {
    api.get("/health").handler(this::answer);
  }

  /** 503 while it is down, so that whatever watches needs no JSON. */
  private void answer(RoutingContext context) {
    Answer.with(
        context,
        () -> {
          Health now = health.get();
          context.response().setStatusCode(now.status() == Health.Status.DOWN ? 503 : 200);
          return show(now);
        });
  }

  private JsonObject show(Health now) {
    JsonArray parts = new JsonArray();
    now.parts()
        .forEach(
            part ->
                parts.add(
                    new JsonObject()
                        .put("name", part.name())
                        .put("status", part.status().label())
                        .put("detail", Json.text(part.detail()))));
    return new JsonObject()
        .put("status", now.status().label())
        .put("at", Json.time(clock.millis()))
        .put("startedAt", Json.time(startedAt))
        .put("version", ProductVersion.text())
        .put("parts", parts);
  }
}
