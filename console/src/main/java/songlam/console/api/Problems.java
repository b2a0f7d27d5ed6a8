package songlam.console.api;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import songlam.core.config.ConfigException;
import songlam.core.event.Cap;
import songlam.core.event.Caps;
import songlam.core.incident.IllegalTriageException;
import songlam.core.pipeline.StoreAwayException;

/** Answers failures of API requests as problem documents; defects are logged, not told. */
public final class Problems implements Handler<RoutingContext> {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  /** What the kernel calls a connection that the other side ended. */
  private static final Set<String> SEVERED =
      Set.of("Broken pipe", "Connection reset", "Connection reset by peer");

  /** Where a route keeps the bound of its bodies that is another than {@link Cap#HTTP_BODY}. */
  public static final String BODY_CAP = "songlam.body.cap";

  private final Caps caps;

  public Problems(Caps caps) {
    this.caps = caps;
  }

  @Override
  public void handle(RoutingContext context) {
    Throwable failure = context.failure();
    int status = context.statusCode() > 0 ? context.statusCode() : 500;
    if (status == 413) {
      caps.reached(context.get(BODY_CAP, Cap.HTTP_BODY));
    }
    switch (failure) {
      case null -> write(context, status, reason(status), "");
      case Problem problem ->
          write(context, problem.status(), problem.title(), String.valueOf(problem.getMessage()));
      case IllegalTriageException e -> write(context, 409, "Conflict", detail(e));
      case IllegalArgumentException e -> write(context, 400, "Bad request", detail(e));
      case ConfigException e -> write(context, 400, "Bad request", detail(e));
      case StoreAwayException away -> {
        LOG.warn("{} {}: {}", method(context), context.request().path(), away.getMessage());
        write(context, 503, reason(503), "the store does not answer (expected: in a moment)");
      }
      default -> {
        if (isLeft(context, failure)) {
          LOG.debug("{} {}: closed by the client", method(context), context.request().path());
        } else {
          LOG.error("{} {}", method(context), context.request().path(), failure);
        }
        write(context, status, reason(status), "");
      }
    }
  }

  private static HttpMethod method(RoutingContext context) {
    return context.request().method();
  }

  /** Whether the client went away before it had the whole answer, as browsers do. */
  private static boolean isLeft(RoutingContext context, Throwable failure) {
    return failure instanceof HttpClosedException
        || failure instanceof ClosedChannelException
        || (failure instanceof IOException
            && (context.response().closed() || SEVERED.contains(detail(failure))));
  }

  private static String detail(Throwable e) {
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
