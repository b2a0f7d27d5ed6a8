package songlam.core.correlate.window;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import songlam.core.correlate.window.MarkRing.Mark;
import songlam.core.event.Event;
import songlam.core.event.GeoPoint;

/**
 * Events near each other in place and time, per group. What is near the point a live cluster began
 * at belongs to that cluster.
 */
final class ClusterWatch implements Watch {
  /** Events of one group looked at; the oldest go first and are counted. */
  private static final int MOST_POINTS = 2_000;

  /** Live clusters of one group; of the oldest it is forgotten that it was told. */
  private static final int MOST_CLUSTERS = 1_000;

  private static final long SWEEP_EVERY = 30_000;

  private final Cluster cluster;
  private final Predicate<Event> matches;
  private final Keys<State> keys = new Keys<>(State::new);
  private long sweptAt = Long.MIN_VALUE;
  private long cut;

  private static final class State {
    private final Deque<Point> points = new ArrayDeque<>();
    private final List<Live> clusters = new ArrayList<>();
  }

  private static final class Point {
    private final Mark mark;
    private final GeoPoint at;
    private boolean handed;

    Point(Mark mark, GeoPoint at) {
      this.mark = mark;
      this.at = at;
    }
  }

  /** A cluster that goes on. */
  private static final class Live {
    private final GeoPoint begun;
    private long lastAt;

    Live(GeoPoint begun, long lastAt) {
      this.begun = begun;
      this.lastAt = lastAt;
    }
  }

  ClusterWatch(Cluster cluster) {
    this.cluster = cluster;
    this.matches = Condition.gated(cluster.match(), cluster.groupBy());
  }

  @Override
  public void on(Event event, Consumer<Sighting> out) {
    String group = matches.test(event) ? Condition.keyOf(event, cluster.groupBy()) : null;
    if (group == null || !(event.get(cluster.location()) instanceof GeoPoint at)) {
      return;
    }
    State state = keys.touch(group);
    prune(state, event.timestamp());
    Point point = new Point(new Mark(event, null, 0), at);
    state.points.addLast(point);
    if (state.points.size() > MOST_POINTS) {
      state.points.removeFirst();
      cut++;
    }
    List<Point> near = near(state, at);
    if (near.size() >= cluster.count()) {
      Live live = live(state, near.getFirst().at, at);
      live.lastAt = event.timestamp();
      String key = cluster.key(group, live.begun);
      out.accept(new Sighting(key, hand(near), near.size(), 0, event.timestamp(), false));
    }
  }

  private static List<Contribution> hand(List<Point> near) {
    List<Contribution> fresh = new ArrayList<>();
    for (Point point : near) {
      if (!point.handed) {
        point.handed = true;
        fresh.add(point.mark.contribution(""));
      }
    }
    return fresh;
  }

  private List<Point> near(State state, GeoPoint at) {
    List<Point> near = new ArrayList<>();
    for (Point point : state.points) {
      if (point.at.metresTo(at) <= cluster.radius()) {
        near.add(point);
      }
    }
    return near;
  }

  private Live live(State state, GeoPoint first, GeoPoint latest) {
    for (Live live : state.clusters) {
      if (cluster.holds(live.begun, latest)) {
        return live;
      }
    }
    Live live = new Live(first, Long.MIN_VALUE);
    state.clusters.add(live);
    if (state.clusters.size() > MOST_CLUSTERS) {
      state.clusters.removeFirst();
      cut++;
    }
    return live;
  }

  private void prune(State state, long now) {
    long open = now - cluster.window();
    Point oldest = state.points.peekFirst();
    while (oldest != null && oldest.mark.time <= open) {
      state.points.removeFirst();
      oldest = state.points.peekFirst();
    }
    state.clusters.removeIf(live -> live.lastAt <= open);
  }

  @Override
  public void advance(long time, Consumer<Sighting> out) {
    if (sweptAt == Long.MIN_VALUE || time - sweptAt > SWEEP_EVERY) {
      sweptAt = time;
      keys.sweep(
          (_, state) -> {
            prune(state, time);
            return state.points.isEmpty() && state.clusters.isEmpty();
          });
    }
  }

  @Override
  public long due() {
    return Long.MAX_VALUE;
  }

  @Override
  public long evicted() {
    return keys.evicted() + cut;
  }

  @Override
  public void save(StateWriter out) {
    out.number(sweptAt).number(cut);
    keys.save(
        out,
        (state, to) -> {
          to.number(state.points.size());
          for (Point point : state.points) {
            point.mark.save(to);
            place(point.at, to).truth(point.handed);
          }
          to.number(state.clusters.size());
          state.clusters.forEach(live -> place(live.begun, to).number(live.lastAt));
        });
  }

  private static StateWriter place(GeoPoint point, StateWriter out) {
    return out.decimal(point.lat()).decimal(point.lon());
  }

  @Override
  public void restore(StateReader in) {
    sweptAt = in.number();
    cut = in.number();
    keys.restore(in, ClusterWatch::read);
  }

  private static State read(StateReader in) {
    State state = new State();
    for (long left = in.number(); left > 0; left--) {
      Point point = new Point(new Mark(in), new GeoPoint(in.decimal(), in.decimal()));
      point.handed = in.truth();
      state.points.addLast(point);
    }
    for (long left = in.number(); left > 0; left--) {
      state.clusters.add(new Live(new GeoPoint(in.decimal(), in.decimal()), in.number()));
    }
    return state;
  }
}
