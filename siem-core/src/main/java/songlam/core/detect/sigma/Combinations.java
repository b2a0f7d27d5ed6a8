package songlam.core.detect.sigma;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import songlam.core.detect.match.Expression;
import songlam.core.detect.sigma.SigmaCorrelation.Combination;

/** The ways in which a condition over parts of a correlation can come true. */
final class Combinations {
  /** More ways than this are refused. */
  static final int MOST = 64;

  private Combinations() {}

  private record Way(TreeSet<Integer> wanted, TreeSet<Integer> refused) {
    private boolean isContradictory() {
      return wanted.stream().anyMatch(refused::contains);
    }

    private boolean covers(Way other) {
      return other.wanted.containsAll(wanted) && other.refused.containsAll(refused);
    }

    private static Way both(Way one, Way other) {
      Way way = new Way(new TreeSet<>(one.wanted), new TreeSet<>(one.refused));
      way.wanted.addAll(other.wanted);
      way.refused.addAll(other.refused);
      return way;
    }
  }

  /** Too many ways. */
  static final class TooManyException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** The expression that stands for a part. */
  static Expression part(int number) {
    return new Expression.Named(Integer.toString(number), LineReader.NEVER);
  }

  /** At least so many of the parts. */
  static List<Combination> atLeast(int count, int parts) {
    List<Way> ways = List.of(new Way(new TreeSet<>(), new TreeSet<>()));
    for (int chosen = 0; chosen < count; chosen++) {
      Set<Way> longer = new LinkedHashSet<>();
      for (Way way : ways) {
        int next = way.wanted.isEmpty() ? 0 : way.wanted.last() + 1;
        for (int part = next; part < parts; part++) {
          longer.add(Way.both(way, wanted(part)));
        }
      }
      ways = bounded(longer);
    }
    return combinations(ways);
  }

  /**
   * Those of a condition, without ones that cannot come true or that another one covers.
   *
   * @throws TooManyException when they are more than {@link #MOST}
   */
  static List<Combination> of(Expression condition) {
    return combinations(ways(condition, false));
  }

  private static List<Combination> combinations(List<Way> ways) {
    List<Combination> combinations = new ArrayList<>();
    for (Way way : ways) {
      combinations.add(new Combination(new ArrayList<>(way.wanted), new ArrayList<>(way.refused)));
    }
    combinations.sort(
        Comparator.<Combination, String>comparing(one -> one.wanted().toString())
            .thenComparing(one -> one.refused().toString()));
    return combinations;
  }

  private static List<Way> ways(Expression condition, boolean negated) {
    return switch (condition) {
      case Expression.Named(var name, _) ->
          List.of(negated ? refused(Integer.parseInt(name)) : wanted(Integer.parseInt(name)));
      case Expression.Not(var part) -> ways(part, !negated);
      case Expression.All(var parts) -> negated ? either(parts, true) : together(parts, false);
      case Expression.Any(var parts) -> negated ? together(parts, true) : either(parts, false);
      case Expression.Is _, Expression.Present _, Expression.Alike _ ->
          throw new IllegalStateException("a test of a field among names of rules");
    };
  }

  private static List<Way> either(List<Expression> parts, boolean negated) {
    Set<Way> ways = new LinkedHashSet<>();
    parts.forEach(part -> ways.addAll(ways(part, negated)));
    return bounded(ways);
  }

  private static List<Way> together(List<Expression> parts, boolean negated) {
    List<Way> ways = List.of(new Way(new TreeSet<>(), new TreeSet<>()));
    for (Expression part : parts) {
      Set<Way> longer = new LinkedHashSet<>();
      for (Way way : ways) {
        for (Way other : ways(part, negated)) {
          longer.add(Way.both(way, other));
        }
      }
      ways = bounded(longer);
    }
    return ways;
  }

  private static List<Way> bounded(Set<Way> ways) {
    List<Way> kept = new ArrayList<>();
    for (Way way : ways) {
      boolean isCovered = ways.stream().anyMatch(other -> other != way && other.covers(way));
      if (!way.isContradictory() && !isCovered) {
        kept.add(way);
      }
    }
    if (kept.size() > MOST) {
      throw new TooManyException();
    }
    return kept;
  }

  private static Way wanted(int part) {
    return new Way(new TreeSet<>(Set.of(part)), new TreeSet<>());
  }

  private static Way refused(int part) {
    return new Way(new TreeSet<>(), new TreeSet<>(Set.of(part)));
  }
}
