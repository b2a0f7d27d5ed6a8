package songlam.console.api;

import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import songlam.core.config.ConfigException;
import songlam.core.event.Cap;
import songlam.core.event.Caps;
import songlam.core.incident.IllegalTriageException;

/** Answers failures of API requests as problem documents; defects are logged, not told. */
public final class Problems implements Handler<RoutingContext> {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private final Caps caps;

  public Problems(Caps caps) {
    this.caps = caps;
  }

  @Override
  public void handle(RoutingContext context) {
    Throwable failure = context.failure();
    int status = context.statusCode() > 0 ? context.statusCode() : 500;
    if (status == 413) {
      caps.reached(Cap.HTTP_BODY);
    }
    switch (failure) {
      case null -> write(context, status, reason(status), "");
      case Problem problem ->
          write(context, problem.status(), problem.title(), String.valueOf(problem.getMessage()));
      case IllegalTriageException e -> write(context, 409, "Conflict", detail(e));
      case IllegalArgumentException e -> write(context, 400, "Bad request", detail(e));
      case ConfigException e -> write(context, 400, "Bad request", detail(e));
      default -> {
        LOG.error("{} {}", context.request().method(), context.request().path(), failure);
        write(context, status, reason(status), "");
      }
    }
  }

  private static String detail(Exception e) {
    return Objects.requireNonNullElse(e.getMessage(), "");
  }

  private static String reason(int status) {
    return switch (status) {
      case 401 -> "Not signed in";
      case 403 -> "Not allowed";
      case 404 -> "Not found";
      case 413 -> "Too large";
      case 503 -> "Not available";
      default -> "Internal error";
    };
  }

  private static void write(RoutingContext context, int status, String title, String detail) {
    if (context.response().ended() || context.response().headWritten()) {
      return;
    }
    JsonObject body =
        new JsonObject().put("type", "about:blank").put("title", title).put("status", status);
    if (!detail.isEmpty()) {
      body.put("detail", detail);
    }
    context
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "application/problem+json")
        .end(body.toBuffer());
  }
}
