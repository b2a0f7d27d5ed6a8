package songlam.core.correlate.window;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
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
  private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");

  private Predicates() {}

  static Predicate<Event> of(Query query) {
    return switch (query) {
      case Query.And(var parts) -> all(parts.stream().map(Predicates::of).toList());
      case Query.Or(var parts) -> any(parts.stream().map(Predicates::of).toList());
      case Query.Not(var part) -> of(part).negate();
      case Query.Is(var name, var value) -> is(query, name, value);
      case Query.Between between -> between(between);
      case Query.Exists(var name) -> {
        EcsField field = EcsField.named(name);
        yield field == null
            ? event -> EventMatcher.matches(query, event)
            : event -> event.has(field);
      }
      case Query.Everything _ -> _ -> true;
      case Query.Like(var name, _) -> guarded(query, EcsField.named(name));
      case Query.Fits(var name, _) -> guarded(query, EcsField.named(name));
      case Query.InNetwork(var name, _) -> guarded(query, EcsField.named(name));
      case Query.Word _ -> event -> EventMatcher.matches(query, event);
    };
  }

  /** Fields without which no event can match. */
  static Set<EcsField> needed(Query query) {
    return switch (query) {
      case Query.And(var parts) -> {
        Set<EcsField> all = EnumSet.noneOf(EcsField.class);
        parts.forEach(part -> all.addAll(needed(part)));
        yield all;
      }
      case Query.Or(var parts) -> {
        Set<EcsField> common = EnumSet.allOf(EcsField.class);
        parts.forEach(part -> common.retainAll(needed(part)));
        yield parts.isEmpty() ? EnumSet.noneOf(EcsField.class) : common;
      }
      case Query.Is(var name, _) -> just(name);
      case Query.Exists(var name) -> just(name);
      case Query.Like(var name, _) -> just(name);
      case Query.Fits(var name, _) -> just(name);
      case Query.Between between -> just(between.field());
      case Query.InNetwork(var name, _) -> just(name);
      case Query.Not _, Query.Everything _, Query.Word _ -> EnumSet.noneOf(EcsField.class);
    };
  }

  private static Set<EcsField> just(String name) {
    EcsField field = EcsField.named(name);
    return field == null ? EnumSet.noneOf(EcsField.class) : EnumSet.of(field);
  }

  /** A test of one field is false at once when the field is absent. */
  private static Predicate<Event> guarded(Query query, @Nullable EcsField field) {
    return field == null
        ? event -> EventMatcher.matches(query, event)
        : event -> event.has(field) && EventMatcher.matches(query, event);
  }

  private static Predicate<Event> is(Query query, String name, String value) {
    EcsField field = EcsField.named(name);
    if (field == null) {
      return guarded(query, null);
    }
    if (field.type() == EcsType.BOOLEAN && (value.equals("true") || value.equals("false"))) {
      Boolean wanted = Boolean.valueOf(value);
      return event -> wanted.equals(event.get(field));
    }
    if (field.type() == EcsType.LONG && WHOLE.matcher(value).matches()) {
      long wanted = Long.parseLong(value);
      return event -> event.get(field) instanceof Long found && found == wanted;
    }
    if (field.type() != EcsType.KEYWORD) {
      return guarded(query, field);
    }
    if (field.multiple()) {
      return event -> event.has(field) && event.texts(field).contains(value);
    }
    return event -> value.equals(event.get(field));
  }

  private static Predicate<Event> between(Query.Between between) {
    EcsField field = EcsField.named(between.field());
    if (field == null || field.type() != EcsType.LONG || field.multiple()) {
      return guarded(between, field);
    }
    Long low = bound(between.low(), between.lowIncluded(), 1);
    Long high = bound(between.high(), between.highIncluded(), -1);
    if ((low == null && between.low() != null) || (high == null && between.high() != null)) {
      return guarded(between, field);
    }
    long least = low == null ? Long.MIN_VALUE : low;
    long most = high == null ? Long.MAX_VALUE : high;
    return event -> event.get(field) instanceof Long found && found >= least && found <= most;
  }

  private static @Nullable Long bound(@Nullable String end, boolean included, int inwards) {
    if (end == null || !WHOLE.matcher(end).matches()) {
      return null;
    }
    return Long.parseLong(end) + (included ? 0 : inwards);
  }

  private static Predicate<Event> all(List<Predicate<Event>> parts) {
    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of one element type
    Predicate<Event>[] tests = parts.toArray(new Predicate[0]);
    return event -> {
      for (Predicate<Event> test : tests) {
        if (!test.test(event)) {
          return false;
        }
      }
      return true;
    };
  }

  private static Predicate<Event> any(List<Predicate<Event>> parts) {
    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of one element type
    Predicate<Event>[] tests = parts.toArray(new Predicate[0]);
    return event -> {
      for (Predicate<Event> test : tests) {
        if (test.test(event)) {
          return true;
        }
      }
      return false;
    };
  }
}
