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
 * possible need not be. A field is taken to have one value, as all but a few have.
 */
final class Possible {
  private final Map<Column, Set<String>> equal = new HashMap<>();
  private final Set<Column> present = new HashSet<>();
  private final Set<Column> absent = new HashSet<>();

  private Possible() {}

  private Possible(Possible given) {
    given.equal.forEach((column, texts) -> equal.put(column, new HashSet<>(texts)));
    present.addAll(given.present);
    absent.addAll(given.absent);
  }

  /** Whether an event of this kind could fulfil the condition. */
  static boolean may(Expression route, Expression condition) {
    return new Possible().mayAll(List.of(route, condition));
  }

  private boolean mayAll(List<Expression> parts) {
    List<List<Expression>> choices = new ArrayList<>();
    for (Expression part : parts) {
      if (!take(part, choices)) {
        return false;
      }
    }
    return isConsistent() && choices.stream().allMatch(this::mayOne);
  }

  private boolean mayOne(List<Expression> branches) {
    return branches.stream().anyMatch(branch -> new Possible(this).mayAll(List.of(branch)));
  }

  /** Takes in what must hold; choices are put aside. False when it never holds. */
  private boolean take(Expression part, List<List<Expression>> choices) {
    return switch (part) {
      case Expression.All(var parts) -> parts.stream().allMatch(one -> take(one, choices));
      case Expression.Named(_, var inner) -> take(inner, choices);
      case Expression.Any(var branches) -> {
        choices.add(branches);
        yield !branches.isEmpty();
      }
      case Expression.Not(var inner) -> takeNot(inner);
      case Expression.Present(var column) -> noted(present, column);
      case Expression.Alike alike -> noted(present, alike.column());
      case Expression.Is(var column, var test) -> {
        present.add(column);
        if (test instanceof ValueTest.Literal(var place, var text, var cased)
            && place == Place.WHOLE
            && !cased) {
          equal.computeIfAbsent(column, _ -> new HashSet<>()).add(text);
        }
        yield true;
      }
    };
  }

  private boolean takeNot(Expression inner) {
    return switch (inner) {
      case Expression.Present(var column) -> noted(absent, column);
      case Expression.Named(_, var named) -> takeNot(named);
      case Expression.All(var parts) -> !parts.isEmpty();
      case Expression.Any _, Expression.Not _, Expression.Is _, Expression.Alike _ -> true;
    };
  }

  private static boolean noted(Set<Column> columns, Column column) {
    columns.add(column);
    return true;
  }

  private boolean isConsistent() {
    return absent.stream().noneMatch(present::contains)
        && equal.values().stream().allMatch(texts -> texts.size() == 1);
  }
}
