package songlam.core.detect.sigma;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import songlam.core.detect.Explanation;
import songlam.core.detect.match.Column;
import songlam.core.detect.match.Expression;
import songlam.core.detect.match.Meaning;
import songlam.core.event.Event;

/** Says which parts of a rule held for an event: its logsource, its searches and their lines. */
final class SigmaExplanation {
  private SigmaExplanation() {}

  static Explanation of(LoadedRule rule, Event event) {
    String logsource = "logsource: " + rule.rule().logsource();
    Explanation route =
        Explanation.leaf(logsource, Meaning.holds(rule.route(), event), seen(rule.route(), event));
    List<Explanation> parts = new ArrayList<>(List.of(route));
    parts.addAll(parts(rule.condition(), event));
    boolean held = route.held() && Meaning.holds(rule.condition(), event);
    return Explanation.of(rule.rule().title(), held, parts);
  }

  private static List<Explanation> parts(Expression expression, Event event) {
    boolean held = Meaning.holds(expression, event);
    return switch (expression) {
      case Expression.All(var parts) ->
          List.of(Explanation.of("all of", held, parts(parts, event)));
      case Expression.Any(var parts) ->
          List.of(Explanation.of("any of", held, parts(parts, event)));
      case Expression.Not(var part) -> List.of(Explanation.of("not", held, parts(part, event)));
      case Expression.Named(var name, var part) ->
          List.of(
              isLine(part)
                  ? Explanation.leaf(name, held, seen(part, event))
                  : Explanation.of(name, held, parts(part, event)));
      case Expression.Is _, Expression.Present _, Expression.Alike _ -> List.of();
    };
  }

  private static List<Explanation> parts(List<Expression> expressions, Event event) {
    return expressions.stream().flatMap(part -> parts(part, event).stream()).toList();
  }

  /** Whether nothing in it has a name of its own: what one line of a rule comes to. */
  private static boolean isLine(Expression expression) {
    return switch (expression) {
      case Expression.All(var parts) -> parts.stream().allMatch(SigmaExplanation::isLine);
      case Expression.Any(var parts) -> parts.stream().allMatch(SigmaExplanation::isLine);
      case Expression.Not(var part) -> isLine(part);
      case Expression.Named _ -> false;
      case Expression.Is _, Expression.Present _, Expression.Alike _ -> true;
    };
  }

  private static List<String> seen(Expression line, Event event) {
    Set<Column> columns = new LinkedHashSet<>();
    columns(line, columns);
    List<String> seen = new ArrayList<>();
    columns.forEach(column -> add(column.read(event), seen));
    return seen;
  }

  private static void columns(Expression expression, Set<Column> columns) {
    switch (expression) {
      case Expression.All(var parts) -> parts.forEach(part -> columns(part, columns));
      case Expression.Any(var parts) -> parts.forEach(part -> columns(part, columns));
      case Expression.Not(var part) -> columns(part, columns);
      case Expression.Named(_, var part) -> columns(part, columns);
      case Expression.Is(var column, _) -> columns.add(column);
      case Expression.Present(var column) -> columns.add(column);
      case Expression.Alike alike -> {
        columns.add(alike.column());
        columns.add(alike.other());
      }
    }
  }

  private static void add(@Nullable Object value, List<String> seen) {
    if (value instanceof List<?> list) {
      list.forEach(one -> seen.add(String.valueOf(one)));
    } else if (value != null) {
      seen.add(value.toString());
    }
  }
}
