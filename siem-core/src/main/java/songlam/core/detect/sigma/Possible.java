package songlam.core.detect.sigma;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import songlam.core.detect.match.Column;
import songlam.core.detect.match.Expression;
import songlam.core.detect.match.Source;
import songlam.core.detect.match.ValueTest;

/**
 * Whether any event could fulfil a condition. Careful: what it calls impossible is, what it calls
 * possible need not be. A field is taken to have one value, as all but a few have. What came to
 * nothing when it was read was told then, and is taken to be possible here.
 */
final class Possible {
  private final Set<Column> present = new HashSet<>();
  private final Set<Column> absent = new HashSet<>();

  /** What must hold and what must not, without the names people gave to it. */
  private final Set<Expression> held = new HashSet<>();

  private final Set<Expression> refused = new HashSet<>();

  private Possible() {}

  private Possible(Possible given) {
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
      case Expression.Is(var column, _) -> present.add(column);
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
    if (absent.stream().anyMatch(present::contains)) {
      return false;
    }
    Map<Column, OneValue> values = values();
    return values.entrySet().stream()
            .allMatch(one -> hasMany(one.getKey()) || one.getValue().isPossible())
        && refused.stream().noneMatch(part -> isSureToHold(part, values));
  }

  /** Whether it is looked for in many values, of which each may do. */
  private static boolean hasMany(Column column) {
    return column.sources().stream()
        .anyMatch(
            source ->
                switch (source) {
                  case Source.Ecs(var field) -> field.multiple();
                  case Source.Under _, Source.Everywhere _ -> true;
                  default -> false;
                });
  }

  /** What must hold, by the value it is about. */
  private Map<Column, OneValue> values() {
    Map<Column, List<ValueTest>> tests = new HashMap<>();
    for (Expression part : held) {
      if (part instanceof Expression.Is(var column, var test)) {
        tests.computeIfAbsent(column, _ -> new ArrayList<>()).add(test);
      }
    }
    Map<Column, OneValue> values = new HashMap<>();
    tests.forEach(
        (column, own) -> {
          List<ValueTest> all = new ArrayList<>(own);
          if (column.sources().size() > 1) {
            // The first source that is present counts, and one that is tested is present.
            Column first = new Column(List.of(column.sources().getFirst()));
            all.addAll(tests.getOrDefault(first, List.of()));
          }
          values.put(column, new OneValue(all));
        });
    return values;
  }

  /** Whether what must not hold does whenever the rest does. */
  private boolean isSureToHold(Expression part, Map<Column, OneValue> values) {
    return held.contains(part)
        || switch (part) {
          case Expression.All(var parts) ->
              parts.stream().allMatch(one -> isSureToHold(one, values));
          case Expression.Is(var column, var test) -> {
            OneValue value = values.get(column);
            yield value != null && value.isSure(test);
          }
          case Expression.Present(var column) -> present.contains(column);
          case Expression.Any _, Expression.Named _, Expression.Not _, Expression.Alike _ -> false;
        };
  }
}
