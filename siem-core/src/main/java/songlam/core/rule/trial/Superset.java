package songlam.core.rule.trial;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import songlam.core.detect.index.IndexedDetector;
import songlam.core.detect.match.Column;
import songlam.core.detect.match.Expression;
import songlam.core.query.Query;

/**
 * A query the store can answer that finds at least every event a rule matches. A part the store
 * cannot answer is widened to all events, or to those that have the field; never narrowed. What
 * remains is for the engine to decide.
 */
public final class Superset {
  private static final Query NOTHING = new Query.Not(new Query.Everything());

  private final Set<String> widened = new LinkedHashSet<>();
  private final SourceQueries sources = new SourceQueries(this::widen);

  private Superset() {}

  /**
   * @param query finds the rules' events, and may find more
   * @param widened the parts that could not be asked for, in the rule's words as far as they have
   *     any
   */
  public record Pushed(Query query, List<String> widened) {
    public Pushed {
      widened = List.copyOf(widened);
    }
  }

  /** The query for the events any of these rules matches. */
  public static Pushed of(List<IndexedDetector.Rule> rules) {
    Superset superset = new Superset();
    List<Query> all = new ArrayList<>();
    for (IndexedDetector.Rule rule : rules) {
      all.add(and(List.of(superset.upper(rule.route()), superset.upper(rule.condition()))));
    }
    return new Pushed(superset.or(all), List.copyOf(superset.widened));
  }

  private Query upper(Expression expression) {
    return switch (expression) {
      case Expression.All(var parts) -> and(parts.stream().map(this::upper).toList());
      case Expression.Any(var parts) -> or(parts.stream().map(this::upper).toList());
      case Expression.Named(_, var part) -> upper(part);
      case Expression.Not _ -> {
        widen("not …");
        yield new Query.Everything();
      }
      case Expression.Present(var column) -> present(column);
      case Expression.Alike(var column, _, var other, _) -> {
        widen(column + " compared with " + other);
        yield present(column);
      }
      case Expression.Is(var column, var test) ->
          or(column.sources().stream().map(source -> sources.of(source, test)).toList());
    };
  }

  private Query present(Column column) {
    return or(column.sources().stream().map(sources::present).toList());
  }

  private void widen(String what) {
    widened.add(what);
  }

  private static Query and(List<Query> parts) {
    List<Query> kept = new ArrayList<>();
    for (Query part : parts) {
      if (part.equals(NOTHING)) {
        return NOTHING;
      }
      if (!(part instanceof Query.Everything)) {
        kept.add(part);
      }
    }
    return kept.isEmpty()
        ? new Query.Everything()
        : kept.size() == 1 ? kept.getFirst() : new Query.And(kept);
  }

  private Query or(List<Query> parts) {
    Set<Query> others = new LinkedHashSet<>();
    Map<String, List<String>> regexes = new LinkedHashMap<>();
    for (Query part : flat(parts)) {
      switch (part) {
        case Query.Everything everything -> {
          return everything;
        }
        case Query.Fits(var field, var regex) ->
            regexes.computeIfAbsent(field, _ -> new ArrayList<>()).add(regex);
        default -> {
          if (!part.equals(NOTHING)) {
            others.add(part);
          }
        }
      }
    }
    regexes.forEach((field, each) -> others.addAll(joined(field, each)));
    return others.isEmpty()
        ? NOTHING
        : others.size() == 1 ? others.iterator().next() : new Query.Or(List.copyOf(others));
  }

  private static List<Query> flat(List<Query> parts) {
    List<Query> flat = new ArrayList<>();
    for (Query part : parts) {
      if (part instanceof Query.Or(var inner)) {
        flat.addAll(inner);
      } else {
        flat.add(part);
      }
    }
    return flat;
  }

  /** Few expressions with many branches cost the store less than many. */
  private List<Query> joined(String field, List<String> regexes) {
    Set<String> distinct = new LinkedHashSet<>(regexes);
    if (distinct.contains(Query.Fits.ANY)) {
      return List.of(new Query.Fits(field, Query.Fits.ANY));
    }
    List<Query> queries = new ArrayList<>();
    Map<Ends, Set<String>> alike = new LinkedHashMap<>();
    for (String regex : distinct) {
      Ends ends = Ends.of(regex);
      String middle = ends.middle(regex);
      // Automata of literals join well, of others they multiply.
      if (!FewerChars.isLiteral(middle)) {
        queries.add(new Query.Fits(field, regex));
      } else {
        alike.computeIfAbsent(ends, _ -> new LinkedHashSet<>()).add(middle);
      }
    }
    for (Map.Entry<Ends, Set<String>> some : alike.entrySet()) {
      Ends ends = some.getKey();
      Optional<Set<String>> fewer = ends.fewer(some.getValue());
      if (fewer.isEmpty()) {
        widen(field + ": " + some.getValue().size() + " values");
        return List.of(new Query.Fits(field, Query.Fits.ANY));
      }
      queries.addAll(branches(field, ends, fewer.get()));
    }
    return queries;
  }

  private static List<Query> branches(String field, Ends ends, Set<String> middles) {
    List<Query> queries = new ArrayList<>();
    List<String> branch = new ArrayList<>();
    int length = 0;
    for (String middle : middles) {
      if (length + middle.length() > SourceQueries.LONGEST_REGEX && !branch.isEmpty()) {
        queries.add(new Query.Fits(field, ends.around(branch)));
        branch.clear();
        length = 0;
      }
      branch.add(middle);
      length += middle.length() + 1;
    }
    queries.add(new Query.Fits(field, ends.around(branch)));
    return queries;
  }

  /**
   * Whether anything may stand before and behind. Branches that share it are joined inside of it:
   * an automaton for {@code .*(a|b).*} stays small, one for {@code .*a.*|.*b.*} does not.
   */
  private record Ends(boolean open, boolean openBehind) {
    static Ends of(String regex) {
      return new Ends(regex.startsWith(Query.Fits.ANY), isOpenBehind(regex));
    }

    /** A dot that is escaped stands for itself, however often. */
    private static boolean isOpenBehind(String regex) {
      int slash = regex.length() - Query.Fits.ANY.length() - 1;
      int slashes = 0;
      while (slash >= 0 && regex.charAt(slash) == '\\') {
        slash--;
        slashes++;
      }
      return regex.endsWith(Query.Fits.ANY) && slashes % 2 == 0;
    }

    String middle(String regex) {
      return regex.substring(open ? 2 : 0, regex.length() - (openBehind ? 2 : 0));
    }

    /** Cut where anything may follow or stand before; a whole value is as long as it is. */
    Optional<Set<String>> fewer(Set<String> middles) {
      return open || openBehind
          ? FewerChars.of(middles, !openBehind)
          : Optional.of(middles).filter(FewerChars::isFewEnough);
    }

    String around(List<String> middles) {
      String inside = String.join("|", middles);
      return (open ? Query.Fits.ANY : "")
          + (middles.size() > 1 ? "(" + inside + ")" : inside)
          + (openBehind ? Query.Fits.ANY : "");
    }
  }
}
