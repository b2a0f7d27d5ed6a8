package songlam.core.correlate.window;

import java.util.List;

/** How the parts of a correlation must come together within its window. */
public sealed interface Shape {
  /** Whether a part that comes can undo what the others amount to. */
  default boolean refuses() {
    return switch (this) {
      case Aggregate(var measure, _, var bounds) ->
          bounds.areCapped()
              || (measure != Measure.COUNT
                  && measure != Measure.DISTINCT
                  && measure != Measure.SUM);
      case Together(var any) -> any.stream().anyMatch(one -> !one.refused().isEmpty());
      case InOrder(var any) -> any.stream().anyMatch(one -> !one.refused().isEmpty());
    };
  }

  /** What is measured of the events in the window. */
  enum Measure {
    COUNT,
    DISTINCT,
    SUM,
    AVERAGE,
    /** By nearest rank. */
    PERCENTILE,
    MEDIAN
  }

  /**
   * A measure within bounds.
   *
   * @param percent for a percentile, above 0 to 100
   */
  record Aggregate(Measure measure, double percent, Bounds bounds) implements Shape {}

  /** One of the combinations, its parts in any order. */
  record Together(List<Combination> any) implements Shape {
    public Together {
      any = List.copyOf(any);
    }
  }

  /** One of the combinations, its parts one behind the other. */
  record InOrder(List<Combination> any) implements Shape {
    public InOrder {
      any = List.copyOf(any);
    }
  }

  /**
   * Parts that must be there and parts that must not.
   *
   * @param wanted in their order
   */
  record Combination(List<Integer> wanted, List<Refused> refused) {
    public Combination {
      wanted = List.copyOf(wanted);
      refused = List.copyOf(refused);
    }
  }

  /**
   * A part that must not come.
   *
   * @param gap so many of the wanted parts stand before it; without meaning where order has none
   */
  record Refused(int part, int gap) {}
}
