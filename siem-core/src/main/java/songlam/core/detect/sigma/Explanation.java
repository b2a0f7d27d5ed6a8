package songlam.core.detect.sigma;

import java.util.ArrayList;
import java.util.List;
import songlam.core.detect.match.Expression;
import songlam.core.detect.match.Meaning;
import songlam.core.event.Event;

/**
 * Which parts of a rule held for an event.
 *
 * @param what the part as the rule has it: {@code all of}, {@code any of}, {@code not}, the name of
 *     a search, or one of its lines
 * @param held whether it held
 * @param parts what it is made of
 */
public record Explanation(String what, boolean held, List<Explanation> parts) {
  public Explanation {
    parts = List.copyOf(parts);
  }

  static Explanation of(LoadedRule rule, Event event) {
    Explanation route =
        new Explanation(
            "logsource: " + rule.rule().logsource(), Meaning.holds(rule.route(), event), List.of());
    List<Explanation> parts = new ArrayList<>(List.of(route));
    parts.addAll(parts(rule.condition(), event));
    boolean held = route.held() && Meaning.holds(rule.condition(), event);
    return new Explanation(rule.rule().title(), held, parts);
  }

  private static List<Explanation> parts(Expression expression, Event event) {
    boolean held = Meaning.holds(expression, event);
    return switch (expression) {
      case Expression.All(var parts) ->
          List.of(new Explanation("all of", held, parts(parts, event)));
      case Expression.Any(var parts) ->
          List.of(new Explanation("any of", held, parts(parts, event)));
      case Expression.Not(var part) -> List.of(new Explanation("not", held, parts(part, event)));
      case Expression.Named(var name, var part) ->
          List.of(new Explanation(name, held, parts(part, event)));
      case Expression.Is _, Expression.Present _, Expression.Alike _ -> List.of();
    };
  }

  private static List<Explanation> parts(List<Expression> expressions, Event event) {
    return expressions.stream().flatMap(part -> parts(part, event).stream()).toList();
  }
}
