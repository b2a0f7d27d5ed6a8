package songlam.core.correlate.window;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import songlam.core.correlate.window.Correlated.Node;
import songlam.core.correlate.window.Correlated.Reading;
import songlam.core.event.Event;

/**
 * Correlations over kinds of events and over each other. A correlation below another one is an
 * event to it whenever it holds: the event that made it hold, at the time it held.
 */
final class CorrelatedWatch implements Watch {
  private final Predicate<Event>[] bases;
  private final List<Node> nodes;
  private final Operator[] operators;
  private final boolean[] matched;

  /** By node: what it said of the step at hand. */
  private final List<List<Held>> said = new ArrayList<>();

  private long lost;

  private record Held(Event event, int base, long at) {}

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of one element type
  CorrelatedWatch(Correlated correlated) {
    this.bases = correlated.bases().toArray(new Predicate[0]);
    this.matched = new boolean[bases.length];
    this.nodes = correlated.nodes();
    this.operators = nodes.stream().map(Operator::of).toArray(Operator[]::new);
    nodes.forEach(_ -> said.add(new ArrayList<>()));
  }

  @Override
  public void on(Event event, Consumer<Sighting> out) {
    boolean any = false;
    for (int i = 0; i < bases.length; i++) {
      matched[i] = bases[i].test(event);
      any |= matched[i];
    }
    if (any) {
      said.forEach(List::clear);
      for (int node = 0; node < operators.length; node++) {
        feed(node, event, out);
      }
    }
  }

  /** The last parts first: one event never fulfils two steps of an order. */
  private void feed(int node, @Nullable Event event, Consumer<Sighting> out) {
    List<Integer> parts = nodes.get(node).parts();
    for (int part = parts.size() - 1; part >= 0; part--) {
      int what = parts.get(part);
      if (what < 0) {
        for (Held held : List.copyOf(said.get(~what))) {
          arrive(node, part, held, out);
        }
      } else if (event != null && matched[what]) {
        arrive(node, part, new Held(event, what, event.timestamp()), out);
      }
    }
  }

  private void arrive(int node, int part, Held held, Consumer<Sighting> out) {
    Reading reading = nodes.get(node).readings().get(held.base());
    String key = reading == null ? null : reading.key().apply(held.event());
    if (reading != null && key != null) {
      String value = reading.value().apply(held.event());
      operators[node].on(
          new Operator.Arrival(part, held.event(), held.base(), held.at(), key, value),
          outlet(node, out));
    }
  }

  private Operator.Outlet outlet(int node, Consumer<Sighting> out) {
    return (sighting, latest, base) -> {
      if (node == operators.length - 1) {
        out.accept(sighting);
      } else if (latest == null) {
        lost++;
      } else {
        said.get(node).add(new Held(latest, base, sighting.at()));
      }
    };
  }

  @Override
  public void advance(long time, Consumer<Sighting> out) {
    said.forEach(List::clear);
    for (int node = 0; node < operators.length; node++) {
      operators[node].advance(time, outlet(node, out));
      feed(node, null, out);
    }
  }

  @Override
  public long due() {
    long due = Long.MAX_VALUE;
    for (Operator operator : operators) {
      due = Math.min(due, operator.due());
    }
    return due;
  }

  @Override
  public long evicted() {
    long evicted = lost;
    for (Operator operator : operators) {
      evicted += operator.evicted();
    }
    return evicted;
  }

  @Override
  public void save(StateWriter out) {
    out.number(lost);
    for (Operator operator : operators) {
      out.part(operator::save);
    }
  }

  @Override
  public void restore(StateReader in) {
    lost = in.number();
    for (Operator operator : operators) {
      operator.restore(in.part());
    }
  }
}
