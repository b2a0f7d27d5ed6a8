package songlam.core.detect.sigma;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import songlam.core.detect.match.Expression;
import songlam.core.detect.sigma.SigmaCorrelation.Combination;

/** The ways in which a condition over parts of a correlation can come true. */
final class Combinations {
  /** More parts than this are refused. */
  static final int MOST_PARTS = 16;

  /** More ways than this are refused. */
  static final int MOST = 256;

  /** More of them on the way, before what contradicts or is covered is gone, are refused too. */
  private static final int MOST_ON_THE_WAY = 1_024;

  private Combinations() {}

  /** Parts by the bits of a number. */
  private record Way(int wanted, int refused) {
    private boolean isContradictory() {
      return (wanted & refused) != 0;
    }

    private boolean covers(Way other) {
      return (wanted & ~other.wanted) == 0 && (refused & ~other.refused) == 0;
    }

    private int size() {
      return Integer.bitCount(wanted) + Integer.bitCount(refused);
    }

    private Way and(Way other) {
      return new Way(wanted | other.wanted, refused | other.refused);
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

  /**
   * At least so many of the parts.
   *
   * @param parts at most {@link #MOST_PARTS}
   * @throws TooManyException when the ways are more than {@link #MOST}
   */
  static List<Combination> atLeast(int count, int parts) {
    List<Way> ways = new ArrayList<>();
    for (int some = 0; some < 1 << parts; some++) {
      if (Integer.bitCount(some) == count) {
        ways.add(new Way(some, 0));
      }
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
    if (ways.size() > MOST) {
      throw new TooManyException();
    }
    List<Combination> combinations = new ArrayList<>();
    for (Way way : ways) {
      combinations.add(new Combination(parts(way.wanted), parts(way.refused)));
    }
    combinations.sort(
        Comparator.<Combination, String>comparing(one -> one.wanted().toString())
            .thenComparing(one -> one.refused().toString()));
    return combinations;
  }

  private static List<Integer> parts(int bits) {
    List<Integer> parts = new ArrayList<>();
    for (int part = 0; part < MOST_PARTS; part++) {
      if ((bits & 1 << part) != 0) {
        parts.add(part);
      }
    }
    return parts;
  }

  private static List<Way> ways(Expression condition, boolean negated) {
    return switch (condition) {
      case Expression.Named(var name, _) -> {
        int part = 1 << Integer.parseInt(name);
        yield List.of(negated ? new Way(0, part) : new Way(part, 0));
      }
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
    return least(ways);
  }

  private static List<Way> together(List<Expression> parts, boolean negated) {
    List<Way> ways = List.of(new Way(0, 0));
    for (Expression part : new LinkedHashSet<>(parts)) {
      List<Way> others = ways(part, negated);
      Set<Way> longer = new LinkedHashSet<>();
      for (Way way : ways) {
        others.forEach(other -> longer.add(way.and(other)));
      }
      ways = least(longer);
    }
    return ways;
  }

  /** Those that can come true and that no other one covers. */
  private static List<Way> least(Collection<Way> ways) {
    List<Way> bySize = new ArrayList<>(ways);
    bySize.removeIf(Way::isContradictory);
    bySize.sort(Comparator.comparingInt(Way::size));
    List<Way> kept = new ArrayList<>();
    for (Way way : bySize) {
      if (kept.stream().noneMatch(other -> other.covers(way))) {
        kept.add(way);
        if (kept.size() > MOST_ON_THE_WAY) {
          throw new TooManyException();
        }
      }
    }
    return kept;
  }
}
