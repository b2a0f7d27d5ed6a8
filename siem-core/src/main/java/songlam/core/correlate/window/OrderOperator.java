package songlam.core.correlate.window;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import songlam.core.correlate.window.Shape.Combination;
import songlam.core.correlate.window.Shape.Refused;

/**
 * Parts that come one behind the other within the window, per key; what has the same time stands in
 * the order of the stream. Of the ways to come to a step the one that began last is kept: if any
 * completes in time, that one does. A refused part between two steps, or within one window before
 * the first, undoes what it stands behind; one behind the last step is waited for until the window
 * of the first step has closed.
 */
final class OrderOperator implements Operator {
  private static final int MOST_SEEN = 200_000;
  private static final int MOST_WAITING = 64;
  private static final long SWEEP_EVERY = 30_000;

  private final List<Combination> combinations;
  private final long window;
  private final int steps;
  private final Keys<State> keys = new Keys<>(this::fresh, (_, state) -> letGo(state));
  private final Deadlines closes = new Deadlines();
  private long sweptAt = Long.MIN_VALUE;
  private long numbers;
  private long cut;

  /** A step that was come to, and how. */
  private record Link(Seen seen, @Nullable Link before, long begunAt) {
    List<Seen> path() {
      List<Seen> path = new ArrayList<>();
      for (Link link = this; link != null; link = link.before) {
        path.addFirst(link.seen);
      }
      return path;
    }

    static Link of(List<Seen> path) {
      Link link = new Link(path.getFirst(), null, path.getFirst().time());
      for (Seen seen : path.subList(1, path.size())) {
        link = new Link(seen, link, link.begunAt);
      }
      return link;
    }
  }

  /** What is complete unless a refused part comes. */
  private record Waiting(long number, long closesAt, Link link) {}

  /** How far one combination has come. */
  private static final class Progress {
    private final @Nullable Link[] reached;
    private final List<Waiting> waiting = new ArrayList<>();
    private long refusedAt = Long.MIN_VALUE;

    Progress(int steps) {
      this.reached = new @Nullable Link[steps];
    }
  }

  private record State(List<Progress> all) {}

  OrderOperator(Shape.InOrder shape, long window) {
    this.combinations = shape.any();
    this.window = window;
    this.steps = combinations.stream().mapToInt(one -> one.wanted().size()).sum();
  }

  private State fresh() {
    return new State(combinations.stream().map(c -> new Progress(c.wanted().size())).toList());
  }

  @Override
  public void on(Arrival arrival, Outlet out) {
    closeUntil(arrival.at(), out);
    State state = keys.touch(arrival.key());
    Seen seen = new Seen(arrival, ++numbers);
    for (int i = 0; i < combinations.size(); i++) {
      refuse(combinations.get(i), state.all.get(i), arrival);
      step(combinations.get(i), state.all.get(i), arrival, seen, out);
    }
    while ((long) keys.size() * steps > MOST_SEEN) {
      keys.evictEldest();
    }
  }

  private void refuse(Combination combination, Progress progress, Arrival arrival) {
    for (Refused refused : combination.refused()) {
      if (refused.part() != arrival.part()) {
        continue;
      }
      if (refused.gap() == 0) {
        progress.refusedAt = arrival.at();
      } else if (refused.gap() == combination.wanted().size()) {
        undo(progress);
      } else {
        progress.reached[refused.gap() - 1] = null;
      }
    }
  }

  private void step(
      Combination combination, Progress progress, Arrival arrival, Seen seen, Outlet out) {
    int last = combination.wanted().size() - 1;
    for (int step = last; step >= 0; step--) {
      if (combination.wanted().get(step) != arrival.part()) {
        continue;
      }
      Link link = link(progress, step, seen);
      if (link == null) {
        continue;
      }
      if (step < last) {
        progress.reached[step] = link;
      } else if (combination.refused().stream().anyMatch(r -> r.gap() == last + 1)) {
        wait(progress, link, arrival.key());
      } else {
        tell(arrival.key(), link, arrival.at(), out);
      }
    }
  }

  private @Nullable Link link(Progress progress, int step, Seen seen) {
    if (step == 0) {
      boolean isFree =
          progress.refusedAt == Long.MIN_VALUE || progress.refusedAt <= seen.time() - window;
      return isFree ? new Link(seen, null, seen.time()) : null;
    }
    Link before = progress.reached[step - 1];
    return before == null || before.begunAt <= seen.time() - window
        ? null
        : new Link(seen, before, before.begunAt);
  }

  private void wait(Progress progress, Link link, String key) {
    if (progress.waiting.size() >= MOST_WAITING) {
      cut++;
      return;
    }
    Waiting waiting = new Waiting(++numbers, link.begunAt + window, link);
    progress.waiting.add(waiting);
    closes.add(new Deadlines.Deadline(waiting.closesAt(), waiting.number(), key));
  }

  private void letGo(State state) {
    state.all.forEach(this::undo);
  }

  private void undo(Progress progress) {
    progress.waiting.forEach(waiting -> closes.remove(waiting.closesAt(), waiting.number()));
    progress.waiting.clear();
  }

  private void closeUntil(long time, Outlet out) {
    Deadlines.Deadline due = closes.pollUntil(time);
    for (; due != null; due = closes.pollUntil(time)) {
      State state = keys.known(due.key());
      if (state != null) {
        close(state, due, out);
      }
    }
  }

  private static void close(State state, Deadlines.Deadline due, Outlet out) {
    for (Progress progress : state.all) {
      for (int i = 0; i < progress.waiting.size(); i++) {
        Waiting waiting = progress.waiting.get(i);
        if (waiting.number() == due.number()) {
          progress.waiting.remove(i);
          tell(due.key(), waiting.link(), due.at(), out);
          return;
        }
      }
    }
  }

  private static void tell(String key, Link link, long at, Outlet out) {
    List<Seen> path = link.path();
    Seen latest = path.getLast();
    String last = path.size() == 1 ? "" : Contribution.THEN;
    List<Contribution> fresh = Seen.hand(path, Contribution.BEFORE, last);
    out.holds(new Sighting(key, fresh, path.size(), 0, at, false), latest.mark.event, latest.base);
  }

  @Override
  public void advance(long time, Outlet out) {
    closeUntil(time, out);
    if (sweptAt == Long.MIN_VALUE || time - sweptAt > SWEEP_EVERY) {
      sweptAt = time;
      keys.sweep((_, state) -> state.all.stream().allMatch(p -> isOver(p, time - window)));
    }
  }

  private static boolean isOver(Progress progress, long open) {
    for (Link link : progress.reached) {
      if (link != null && link.begunAt > open) {
        return false;
      }
    }
    return progress.waiting.isEmpty() && progress.refusedAt <= open;
  }

  @Override
  public long due() {
    return closes.next();
  }

  @Override
  public long evicted() {
    return keys.evicted() + cut;
  }

  @Override
  public void save(StateWriter out) {
    out.number(sweptAt).number(numbers).number(cut);
    keys.save(out, OrderOperator::save);
  }

  private static void save(State state, StateWriter out) {
    Seen.Table table = new Seen.Table();
    for (Progress progress : state.all) {
      for (Link link : progress.reached) {
        paths(link).forEach(table::add);
      }
      progress.waiting.forEach(waiting -> waiting.link().path().forEach(table::add));
    }
    table.save(out);
    for (Progress progress : state.all) {
      out.number(progress.refusedAt);
      for (Link link : progress.reached) {
        save(table, paths(link), out);
      }
      out.number(progress.waiting.size());
      for (Waiting waiting : progress.waiting) {
        out.number(waiting.number()).number(waiting.closesAt());
        save(table, waiting.link().path(), out);
      }
    }
  }

  private static List<Seen> paths(@Nullable Link link) {
    return link == null ? List.of() : link.path();
  }

  private static void save(Seen.Table table, List<Seen> path, StateWriter out) {
    out.number(path.size());
    path.forEach(seen -> out.number(table.place(seen)));
  }

  @Override
  public void restore(StateReader in) {
    sweptAt = in.number();
    numbers = in.number();
    cut = in.number();
    keys.restore(in, this::read);
    keys.forEach(
        (key, state) ->
            state.all.stream()
                .flatMap(progress -> progress.waiting.stream())
                .forEach(w -> closes.add(new Deadlines.Deadline(w.closesAt(), w.number(), key))));
  }

  private State read(StateReader in) {
    State state = fresh();
    Seen.Table table = Seen.Table.read(in);
    for (Progress progress : state.all) {
      progress.refusedAt = in.number();
      for (int i = 0; i < progress.reached.length; i++) {
        List<Seen> path = path(table, in);
        progress.reached[i] = path.isEmpty() ? null : Link.of(path);
      }
      for (long left = in.number(); left > 0; left--) {
        progress.waiting.add(new Waiting(in.number(), in.number(), Link.of(path(table, in))));
      }
    }
    return state;
  }

  private static List<Seen> path(Seen.Table table, StateReader in) {
    List<Seen> path = new ArrayList<>();
    for (long left = in.number(); left > 0; left--) {
      path.add(table.at(in.number()));
    }
    return path;
  }
}
