package songlam.core.detect.match;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import songlam.core.event.Event;

/**
 * What an expression means, one event at a time and without any cleverness: the yardstick of the
 * index, and what explains a single match.
 */
public final class Meaning {
  private Meaning() {}

  public static boolean holds(Expression expression, Event event) {
    return switch (expression) {
      case Expression.All(var parts) -> parts.stream().allMatch(part -> holds(part, event));
      case Expression.Any(var parts) -> parts.stream().anyMatch(part -> holds(part, event));
      case Expression.Not(var part) -> !holds(part, event);
      case Expression.Named(_, var part) -> holds(part, event);
      case Expression.Present(var column) -> column.read(event) != null;
      case Expression.Is(var column, var test) ->
          any(column.read(event), value -> test.holds(value, Fold.fold(value)));
      case Expression.Alike alike -> alike(alike, event);
    };
  }

  private static boolean alike(Expression.Alike alike, Event event) {
    Object others = alike.other().read(event);
    return any(
        alike.column().read(event),
        value -> any(others, other -> alike(alike.place(), value, other, alike.cased())));
  }

  /** Whether one value stands in the other. */
  public static boolean alike(Place place, String value, String other, boolean cased) {
    return cased ? place.holds(value, other) : place.holds(Fold.fold(value), Fold.fold(other));
  }

  private static boolean any(@Nullable Object values, Predicate<String> test) {
    return switch (values) {
      case null -> false;
      case List<?> list -> list.stream().anyMatch(value -> test.test(value.toString()));
      default -> test.test(values.toString());
    };
  }
}
