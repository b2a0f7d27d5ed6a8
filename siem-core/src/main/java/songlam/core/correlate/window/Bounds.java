package songlam.core.correlate.window;

import java.util.List;

/** What a measured value must fulfil: all of the limits. */
public record Bounds(List<Limit> limits) {
  /** How a value stands to a limit, in the words of Sigma. */
  public enum Relation {
    GT,
    GTE,
    LT,
    LTE,
    EQ,
    NEQ
  }

  public record Limit(Relation relation, double value) {
    boolean holds(double measured) {
      return switch (relation) {
        case GT -> measured > value;
        case GTE -> measured >= value;
        case LT -> measured < value;
        case LTE -> measured <= value;
        case EQ -> measured == value;
        case NEQ -> measured != value;
      };
    }
  }

  public Bounds {
    limits = List.copyOf(limits);
  }

  boolean hold(double measured) {
    for (Limit limit : limits) {
      if (!limit.holds(measured)) {
        return false;
      }
    }
    return true;
  }

  /** Whether more of the same may end it: only a window that has closed can be judged then. */
  public boolean areCapped() {
    return limits.stream()
        .anyMatch(l -> l.relation() != Relation.GT && l.relation() != Relation.GTE);
  }
}
