package songlam.core.correlate.window;

import java.util.List;
import org.jspecify.annotations.Nullable;
import songlam.core.event.Event;

/** One correlation at work on what comes to its parts in event-time order. For one thread. */
interface Operator {
  /** Where it goes when a correlation holds. */
  interface Outlet {
    /**
     * @param latest the latest event that makes it hold, null when it was not kept
     * @param base which kind of event that is
     */
    void holds(Sighting sighting, @Nullable Event latest, int base);
  }

  /** Something came to a part. */
  void on(Arrival arrival, Outlet out);

  /**
   * What came.
   *
   * @param part to which part of the correlation
   * @param base which kind of event it is
   * @param at when it counts: event time, or when the correlation below came to hold
   */
  record Arrival(int part, Event event, int base, long at, String key, @Nullable String value) {}

  /** Event time has come to here. */
  void advance(long time, Outlet out);

  /** The event time at which {@link #advance} has something to say. */
  long due();

  /** Keys that had to be let go, and events that were not counted, for want of room. */
  long evicted();

  void save(StateWriter out);

  void restore(StateReader in);

  /** The operator for a node. */
  static Operator of(Correlated.Node node) {
    return switch (node.shape()) {
      case Shape.Aggregate aggregate -> new AggregateOperator(aggregate, node.window());
      case Shape.Several(int least) ->
          new TogetherOperator(List.of(), least, node.window(), node.parts().size());
      case Shape.Together(var any) ->
          new TogetherOperator(any, TogetherOperator.NO_COUNT, node.window(), node.parts().size());
      case Shape.InOrder order -> new OrderOperator(order, node.window());
    };
  }
}
