package songlam.console.api;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
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
    try {
      if (context.body().asJsonObject() instanceof JsonObject body) {
        return body;
      }
    } catch (DecodeException | ClassCastException e) {
      // told below
    }
    throw Problem.badRequest("body: not an object (expected: a JSON object)");
  }

  /** The body's true or false of this name, which must be there. */
  public static boolean flag(JsonObject body, String name) {
    return member(body, name, Boolean.class, "true or false");
  }

  /** The body's object of this name, which must be there. */
  public static JsonObject object(JsonObject body, String name) {
    return member(body, name, JsonObject.class, "an object");
  }

  /** The body's list of this name, which must be there. */
  public static JsonArray list(JsonObject body, String name) {
    return member(body, name, JsonArray.class, "a list");
  }

  private static <T> T member(JsonObject body, String name, Class<T> type, String expected) {
    Object value = body.getValue(name);
    if (!type.isInstance(value)) {
      throw Problem.badRequest(name + ": " + value + " (expected: " + expected + ")");
    }
    return type.cast(value);
  }

  /** The parameter's text, null when absent or empty. */
  public @Nullable String text(String name) {
    String value = context.queryParams().get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  /** Values joined by commas; none when absent. */
  public <T> Set<T> set(String name, Function<String, T> reader) {
    String text = text(name);
    return text == null
        ? Set.of()
        : Arrays.stream(text.split(",")).map(reader).collect(Collectors.toSet());
  }

  /** Constants by their names in lower case, joined by commas; none when absent. */
  public <E extends Enum<E>> Set<E> constants(String name, Class<E> type) {
    return set(name, label -> constant(name, type, label));
  }

  private static <E extends Enum<E>> E constant(String name, Class<E> type, String label) {
    List<String> labels = new ArrayList<>();
    for (E constant : EnumSet.allOf(type)) {
      String known = constant.name().toLowerCase(Locale.ROOT);
      if (known.equals(label)) {
        return constant;
      }
      labels.add(known);
    }
    throw Problem.badRequest(
        name + ": " + label + " (expected: one of " + String.join(", ", labels) + ")");
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
