package songlam.core.correlate.window;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import songlam.core.detect.Explanation;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.query.Query;

/**
 * Kinds of events, and correlations over them and over each other.
 *
 * @param bases which events are of each kind
 * @param nodes the correlations, each behind those it rests on; the last one is the rule
 * @param match finds every event of one of these kinds, and may find more
 * @param source what it was read from: equal texts mean the same
 */
public record Correlated(List<Base> bases, List<Node> nodes, Query match, String source)
    implements Watched {
  public Correlated {
    bases = List.copyOf(bases);
    nodes = List.copyOf(nodes);
  }

  /** Which events are of one kind. */
  public interface Base extends Predicate<Event> {
    /** Which parts of what makes an event one of this kind held. */
    default Explanation explained(Event event) {
      return Explanation.leaf("of this kind", test(event), List.of());
    }
  }

  /** The events a query finds. */
  private record Found(Query query, Predicate<Event> gated) implements Base {
    @Override
    public boolean test(Event event) {
      return gated.test(event);
    }

    @Override
    public Explanation explained(Event event) {
      return QueryExplanation.of(query, event);
    }
  }

  /** Events of a kind that an exception leaves. */
  private record Narrowed(Base base, Query excepted, Predicate<Event> stays) implements Base {
    @Override
    public boolean test(Event event) {
      return base.test(event) && stays.test(event);
    }

    @Override
    public Explanation explained(Event event) {
      Explanation not =
          Explanation.of(
              "not excepted", stays.test(event), List.of(QueryExplanation.of(excepted, event)));
      return Explanation.of("all of", test(event), List.of(base.explained(event), not));
    }
  }

  /**
   * One correlation.
   *
   * @param window milliseconds
   * @param parts what it is over: a number from 0 is a base, a negative one {@code ~n} is node n
   * @param readings by base, for every base that it or a node below it is over
   */
  public record Node(
      Shape shape, long window, List<Integer> parts, Map<Integer, Reading> readings) {
    public Node {
      parts = List.copyOf(parts);
      readings = Map.copyOf(readings);
    }
  }

  /**
   * Where an event of a base has what a correlation asks of it.
   *
   * @param key null when the event lacks a part of it: such an event does not count
   * @param value null when the event has none
   */
  public record Reading(
      Function<Event, @Nullable String> key, Function<Event, @Nullable String> value) {}

  /**
   * One correlation over what queries find.
   *
   * @param groupBy fields whose values keep keys apart
   */
  public static Correlated of(
      Shape shape, List<Query> queries, List<EcsField> groupBy, long window) {
    Reading reading = new Reading(event -> Condition.keyOf(event, groupBy), _ -> null);
    List<Base> bases = new ArrayList<>();
    Map<Integer, Reading> readings = new HashMap<>();
    for (Query query : queries) {
      readings.put(bases.size(), reading);
      bases.add(new Found(query, Condition.gated(query, groupBy)));
    }
    List<Integer> parts = IntStream.range(0, queries.size()).boxed().toList();
    return new Correlated(
        bases,
        List.of(new Node(shape, window, parts, readings)),
        new Query.Or(queries),
        shape + " " + queries + " " + groupBy + " " + window);
  }

  @Override
  public List<EcsField> groupBy() {
    return List.of();
  }

  /** An event that is excepted is of none of the kinds that count; of one that lifts it, it is. */
  @Override
  public Correlated without(Query excepted) {
    Predicate<Event> stays = Predicates.of(excepted).negate();
    Set<Integer> wanted = wanted();
    List<Base> narrowed = new ArrayList<>();
    for (int base = 0; base < bases.size(); base++) {
      Base whole = bases.get(base);
      narrowed.add(wanted.contains(base) ? new Narrowed(whole, excepted, stays) : whole);
    }
    return new Correlated(narrowed, nodes, match, source + " except " + excepted);
  }

  /** Each event on its own that {@link #without} this query no longer counts. */
  public Correlated keptBack(Query excepted) {
    List<Base> counting = wanted().stream().map(bases::get).toList();
    Predicate<Event> gone = Predicates.of(excepted);
    Bounds once = new Bounds(List.of(new Bounds.Limit(Bounds.Relation.GTE, 1)));
    Node each =
        new Node(
            new Shape.Aggregate(Shape.Measure.COUNT, 0, once),
            Math.max(window(), 1_000),
            List.of(0),
            Map.of(0, new Reading(_ -> "*", _ -> null)));
    return new Correlated(
        List.of(event -> gone.test(event) && counting.stream().anyMatch(one -> one.test(event))),
        List.of(each),
        match,
        source + " kept back by " + excepted);
  }

  /** The bases that count for the rule, also by way of other correlations. */
  private Set<Integer> wanted() {
    Set<Integer> wanted = new TreeSet<>();
    want(nodes.size() - 1, wanted);
    return wanted;
  }

  private void want(int node, Set<Integer> wanted) {
    List<Integer> parts = nodes.get(node).parts();
    Set<Integer> counting = new TreeSet<>();
    switch (nodes.get(node).shape()) {
      case Shape.Aggregate _, Shape.Several _ -> counting.addAll(parts);
      case Shape.Together(var any) ->
          any.forEach(one -> one.wanted().forEach(counted(parts, counting)));
      case Shape.InOrder(var any) ->
          any.forEach(one -> one.wanted().forEach(counted(parts, counting)));
    }
    for (int part : counting) {
      if (part < 0) {
        want(~part, wanted);
      } else {
        wanted.add(part);
      }
    }
  }

  private static Consumer<Integer> counted(List<Integer> parts, Set<Integer> counting) {
    return part -> counting.add(parts.get(part));
  }

  @Override
  public long window() {
    return nodes.getLast().window();
  }

  @Override
  public Lateness late() {
    Lateness latest = Lateness.ANEW;
    for (Node node : nodes) {
      Lateness late = node.shape().late();
      latest = late.compareTo(latest) > 0 ? late : latest;
    }
    return latest;
  }

  @Override
  public Predicate<Event> contributing() {
    return event -> bases.stream().anyMatch(base -> base.test(event));
  }

  /** A correlation over correlations looks through all their windows. */
  @Override
  public long reach() {
    return nodes.stream().mapToLong(Node::window).sum();
  }

  @Override
  public boolean isStanding() {
    return false;
  }

  @Override
  public String fingerprint() {
    return source;
  }

  @Override
  public String toString() {
    return source;
  }
}
