package songlam.core.correlate.window;

import java.util.List;

/** How the parts of a correlation must come together within its window. */
public sealed interface Shape {
  /**
   * How parts are judged that come too late. Where a window begins that is judged when it closes
   * rests on all that came before it.
   */
  default Lateness late() {
    return switch (this) {
      case Aggregate(_, _, var bounds) when bounds.areCapped() -> Lateness.LIVE;
      case Aggregate(var measure, _, _) ->
          switch (measure) {
            case COUNT, DISTINCT, SUM -> Lateness.ANEW;
            case AVERAGE, PERCENTILE, MEDIAN -> Lateness.ANEW_WHEN_SETTLED;
          };
      case Several _ -> Lateness.ANEW;
      case Together(var any) -> late(any);
      case InOrder(var any) -> late(any);
    };
  }

  private static Lateness late(List<Combination> any) {
    return any.stream().allMatch(one -> one.refused().isEmpty())
        ? Lateness.ANEW
        : Lateness.ANEW_WHEN_SETTLED;
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

  /** So many different parts, whichever they are, in any order. */
  record Several(int least) implements Shape {}

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
