package songlam.core.detect.sigma;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import songlam.core.detect.match.Column;
import songlam.core.detect.match.Expression;
import songlam.core.detect.match.Place;
import songlam.core.detect.match.ValueTest;

/**
 * Whether any event could fulfil a condition. Careful: what it calls impossible is, what it calls
 * possible need not be. A field is taken to have one value, as all but a few have. What came to
 * nothing when it was read was told then, and is taken to be possible here.
 */
final class Possible {
  private final Map<Column, Set<String>> equal = new HashMap<>();
  private final Set<Column> present = new HashSet<>();
  private final Set<Column> absent = new HashSet<>();

  /** What must hold and what must not, without the names people gave to it. */
  private final Set<Expression> held = new HashSet<>();

  private final Set<Expression> refused = new HashSet<>();

  private Possible() {}

  private Possible(Possible given) {
    given.equal.forEach((column, texts) -> equal.put(column, new HashSet<>(texts)));
    present.addAll(given.present);
    absent.addAll(given.absent);
    held.addAll(given.held);
    refused.addAll(given.refused);
  }

  /** Whether an event of this kind could fulfil the condition. */
  static boolean may(Expression route, Expression condition) {
    return new Possible().mayAll(List.of(plain(route), plain(condition)));
  }

  /** The same without names, so that what means the same is equal. */
  private static Expression plain(Expression expression) {
    return switch (expression) {
      case Expression.All(var parts) -> Expression.all(plain(parts));
      case Expression.Any(var parts) -> Expression.any(plain(parts));
      case Expression.Not(var part) -> new Expression.Not(plain(part));
      case Expression.Named(_, var part) -> plain(part);
      case Expression.Is _, Expression.Present _, Expression.Alike _ -> expression;
    };
  }

  private static List<Expression> plain(List<Expression> parts) {
    return parts.stream().map(Possible::plain).toList();
  }

  private boolean mayAll(List<Expression> parts) {
    List<List<Expression>> choices = new ArrayList<>();
    for (Expression part : parts) {
      take(part, choices);
    }
    return isConsistent() && choices.stream().allMatch(this::mayOne);
  }

  private boolean mayOne(List<Expression> branches) {
    return branches.stream().anyMatch(branch -> new Possible(this).mayAll(List.of(branch)));
  }

  /** Takes in what must hold; choices are put aside. */
  private void take(Expression part, List<List<Expression>> choices) {
    if (isTold(part)) {
      return;
    }
    held.add(part);
    switch (part) {
      case Expression.All(var parts) -> parts.forEach(one -> take(one, choices));
      case Expression.Named(_, var inner) -> take(inner, choices);
      case Expression.Any(var branches) -> choices.add(branches);
      case Expression.Not(var inner) -> refuse(inner);
      case Expression.Present(var column) -> present.add(column);
      case Expression.Alike alike -> present.add(alike.column());
      case Expression.Is(var column, var test) -> {
        present.add(column);
        if (test instanceof ValueTest.Literal(var place, var text, var cased)
            && place == Place.WHOLE
            && !cased) {
          equal.computeIfAbsent(column, _ -> new HashSet<>()).add(text);
        }
      }
    }
  }

  private void refuse(Expression part) {
    if (isTold(part)) {
      return;
    }
    refused.add(part);
    switch (part) {
      case Expression.Present(var column) -> absent.add(column);
      case Expression.Any(var parts) -> parts.forEach(this::refuse);
      case Expression.Named(_, var inner) -> refuse(inner);
      case Expression.All _, Expression.Not _, Expression.Is _, Expression.Alike _ -> {}
    }
  }

  /** What came to nothing when it was read. */
  private static boolean isTold(Expression part) {
    return part.equals(LineReader.NEVER);
  }

  private boolean isConsistent() {
    return absent.stream().noneMatch(present::contains)
        && equal.values().stream().allMatch(texts -> texts.size() == 1)
        && held.stream().allMatch(this::isPassed)
        && refused.stream().noneMatch(this::isSureToHold);
  }

  /** Whether the value a field must have passes a test it must pass. */
  private boolean isPassed(Expression part) {
    return !(part instanceof Expression.Is(var column, var test))
        || !isWithoutCase(test)
        || equal.getOrDefault(column, Set.of()).stream().allMatch(text -> test.holds(text, text));
  }

  /** Whether what must not hold does whenever the rest does. */
  private boolean isSureToHold(Expression part) {
    return held.contains(part)
        || switch (part) {
          case Expression.All(var parts) -> parts.stream().allMatch(this::isSureToHold);
          case Expression.Is(var column, var test) ->
              isWithoutCase(test)
                  && equal.getOrDefault(column, Set.of()).stream()
                      .anyMatch(text -> test.holds(text, text));
          case Expression.Present(var column) -> present.contains(column);
          case Expression.Any _, Expression.Named _, Expression.Not _, Expression.Alike _ -> false;
        };
  }

  /** Tests that look at the folded text alone, which is what is known of a value. */
  private static boolean isWithoutCase(ValueTest test) {
    return test instanceof ValueTest.Literal(_, _, var cased) && !cased
        || test instanceof ValueTest.Wildcards(_, var casedToo) && !casedToo;
  }
}
