package songlam.core.correlate.window;

import java.util.List;
import songlam.core.detect.Explanation;
import songlam.core.event.Event;
import songlam.core.query.EventMatcher;
import songlam.core.query.Query;

/** Says which parts of a query held for an event, and what values they saw. */
final class QueryExplanation {
  private QueryExplanation() {}

  static Explanation of(Query query, Event event) {
    boolean held = EventMatcher.matches(query, event);
    return switch (query) {
      case Query.Everything _ -> Explanation.leaf("every event", held, List.of());
      case Query.And(var parts) -> Explanation.of("all of", held, all(parts, event));
      case Query.Or(var parts) -> Explanation.of("any of", held, all(parts, event));
      case Query.Not(var part) -> Explanation.of("not", held, all(List.of(part), event));
      case Query.Exists(var field) -> leaf(field, "*", held, event);
      case Query.Is(var field, var value) -> leaf(field, value, held, event);
      case Query.Like(var field, var pattern) -> leaf(field, pattern, held, event);
      case Query.Fits(var field, var regex) -> leaf(field, "/" + regex + "/", held, event);
      case Query.InNetwork(var field, var network) -> leaf(field, network, held, event);
      case Query.Between between -> leaf(between.field(), range(between), held, event);
      case Query.Word(var pattern) ->
          Explanation.leaf("the word " + pattern, held, EventMatcher.values(event, "message"));
    };
  }

  private static List<Explanation> all(List<Query> parts, Event event) {
    return parts.stream().map(part -> of(part, event)).toList();
  }

  private static Explanation leaf(String field, String wanted, boolean held, Event event) {
    return Explanation.leaf(field + ": " + wanted, held, EventMatcher.values(event, field));
  }

  private static String range(Query.Between between) {
    return (between.lowIncluded() ? "[" : "{")
        + (between.low() == null ? "*" : between.low())
        + " TO "
        + (between.high() == null ? "*" : between.high())
        + (between.highIncluded() ? "]" : "}");
  }
}
