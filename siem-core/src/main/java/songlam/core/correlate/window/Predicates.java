package songlam.core.correlate.window;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import songlam.core.event.EcsField;
import songlam.core.event.EcsType;
import songlam.core.event.Event;
import songlam.core.query.EventMatcher;
import songlam.core.query.Query;

/**
 * Queries as predicates with their fields looked up once. The shapes rules are made of are tested
 * without allocation; the rest goes to {@link EventMatcher}, whose answers these equal.
 */
final class Predicates {
  private Predicates() {}

  static Predicate<Event> of(Query query) {
    return switch (query) {
      case Query.And(var parts) -> all(parts.stream().map(Predicates::of).toList());
      case Query.Or(var parts) -> any(parts.stream().map(Predicates::of).toList());
      case Query.Not(var part) -> of(part).negate();
      case Query.Is(var name, var value) -> is(query, name, value);
      case Query.Exists(var name) -> {
        EcsField field = EcsField.named(name);
        yield field == null
            ? event -> EventMatcher.matches(query, event)
            : event -> event.has(field);
      }
      case Query.Everything _ -> _ -> true;
      case Query.Like _, Query.Between _, Query.InNetwork _, Query.Word _ -> guarded(query);
    };
  }

  /** A test of one field is false at once when the field is absent. */
  private static Predicate<Event> guarded(Query query) {
    String name =
        switch (query) {
          case Query.Like like -> like.field();
          case Query.Between between -> between.field();
          case Query.InNetwork network -> network.field();
          default -> "";
        };
    EcsField field = EcsField.named(name);
    return field == null
        ? event -> EventMatcher.matches(query, event)
        : event -> event.has(field) && EventMatcher.matches(query, event);
  }

  private static Predicate<Event> is(Query query, String name, String value) {
    EcsField field = EcsField.named(name);
    if (field == null || field.type() != EcsType.KEYWORD) {
      return guardedIs(query, field);
    }
    if (field.multiple()) {
      return event -> event.has(field) && event.texts(field).contains(value);
    }
    return event -> value.equals(event.get(field));
  }

  private static Predicate<Event> guardedIs(Query query, @Nullable EcsField field) {
    return field == null
        ? event -> EventMatcher.matches(query, event)
        : event -> event.has(field) && EventMatcher.matches(query, event);
  }

  private static Predicate<Event> all(List<Predicate<Event>> parts) {
    return event -> {
      for (Predicate<Event> part : parts) {
        if (!part.test(event)) {
          return false;
        }
      }
      return true;
    };
  }

  private static Predicate<Event> any(List<Predicate<Event>> parts) {
    return event -> {
      for (Predicate<Event> part : parts) {
        if (part.test(event)) {
          return true;
        }
      }
      return false;
    };
  }
}
