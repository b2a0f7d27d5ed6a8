package songlam.console.api;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import songlam.core.event.Timestamps;

/** Query parameters with their types; a wrong one is the caller's problem, named. */
public final class Parameters {
  private final RoutingContext context;

  public Parameters(RoutingContext context) {
    this.context = context;
  }

  /** The part of the path that the route names so. */
  public static String path(RoutingContext context, String name) {
    return Objects.requireNonNull(context.pathParam(name), name);
  }

  /** The request's JSON object. */
  public static JsonObject body(RoutingContext context) {
    JsonObject body = context.body().asJsonObject();
    if (body == null) {
      throw Problem.badRequest("body: empty (expected: a JSON object)");
    }
    return body;
  }

  /** The parameter's text, null when absent or empty. */
  public @Nullable String text(String name) {
    String value = context.queryParams().get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  /** A whole number between the bounds. */
  public int number(String name, int absent, int least, int most) {
    String value = text(name);
    try {
      int number = value == null ? absent : Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below, with the bounds
    }
    throw Problem.badRequest(name + ": " + value + " (expected: " + least + " to " + most + ")");
  }

  /** A moment, ISO 8601 with zone, in milliseconds. */
  public long time(String name, long absent) {
    String value = text(name);
    try {
      return value == null ? absent : Timestamps.parse(value);
    } catch (DateTimeException e) {
      throw Problem.badRequest(
          name + ": " + value + " (expected: ISO 8601 with zone, as 2026-11-24T03:04:05Z)");
    }
  }

  public boolean flag(String name, boolean absent) {
    String value = text(name);
    return value == null ? absent : value.equals("true");
  }
}
