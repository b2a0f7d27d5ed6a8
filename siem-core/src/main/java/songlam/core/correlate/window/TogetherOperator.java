package songlam.core.correlate.window;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import songlam.core.correlate.window.Shape.Combination;
import songlam.core.correlate.window.Shape.Refused;

/**
 * Parts that come together within the window in any order, per key: those of a combination, or so
 * many different ones, whichever they are. What has no refused parts holds at the event that
 * completes it and at each one after, over a sliding window that is open at its old end. One with
 * refused parts is judged when a window that its first wanted event opened has closed: no refused
 * event may stand in it, nor within one window before it.
 */
final class TogetherOperator implements Operator {
  /** No number of parts is enough by itself. */
  static final int NO_COUNT = Integer.MAX_VALUE;

  private static final int MOST_SEEN = 200_000;
  private static final long SWEEP_EVERY = 30_000;

  private final List<Combination> combinations;
  private final int least;
  private final long window;
  private final int parts;

  /** So many things of a key may be remembered. */
  private final int width;

  private final Keys<State> keys = new Keys<>(this::fresh, (_, state) -> letGo(state));
  private final Deadlines closes = new Deadlines();
  private long sweptAt = Long.MIN_VALUE;
  private long numbers;

  private static final class State {
    private final @Nullable Seen[] last;
    private final @Nullable Open[] open;

    State(int parts, int combinations) {
      this.last = new @Nullable Seen[parts];
      this.open = new @Nullable Open[combinations];
    }
  }

  /** A window that waits to close. */
  private record Open(long number, long closesAt, @Nullable Seen[] seen) {}

  /**
   * @param least so many different parts are enough
   */
  TogetherOperator(List<Combination> combinations, int least, long window, int parts) {
    this.combinations = combinations;
    this.least = least;
    this.window = window;
    this.parts = parts;
    int waiting =
        combinations.stream()
            .filter(one -> !one.refused().isEmpty())
            .mapToInt(one -> one.wanted().size())
            .sum();
    this.width = Math.max(parts, waiting);
  }

  private State fresh() {
    return new State(parts, combinations.size());
  }

  @Override
  public void on(Arrival arrival, Outlet out) {
    closeUntil(arrival.at(), out);
    State state = keys.touch(arrival.key());
    Seen seen = new Seen(arrival, ++numbers);
    List<Seen> together = several(state, arrival, seen);
    for (int i = 0; i < combinations.size(); i++) {
      Combination combination = combinations.get(i);
      if (!combination.refused().isEmpty()) {
        wait(state, i, arrival, seen);
      } else if (combination.wanted().contains(arrival.part())) {
        together = united(together, completed(state, combination, arrival, seen));
      }
    }
    state.last[arrival.part()] = seen;
    if (!together.isEmpty()) {
      tell(arrival.key(), together, arrival.at(), out);
    }
    while ((long) keys.size() * width > MOST_SEEN) {
      keys.evictEldest();
    }
  }

  /** The latest of each part, when they are enough. */
  private List<Seen> several(State state, Arrival arrival, Seen seen) {
    List<Seen> all = new ArrayList<>(parts);
    for (int part = 0; part < parts && least < NO_COUNT; part++) {
      Seen last = part == arrival.part() ? seen : state.last[part];
      if (last != null && last.time() > arrival.at() - window) {
        all.add(last);
      }
    }
    return all.size() >= least ? all : List.of();
  }

  /** What makes the combination hold with this event; empty when it does not. */
  private List<Seen> completed(State state, Combination combination, Arrival arrival, Seen seen) {
    List<Integer> wanted = combination.wanted();
    Seen[] all = new Seen[wanted.size()];
    for (int i = 0; i < all.length; i++) {
      int part = wanted.get(i);
      Seen last = part == arrival.part() ? seen : state.last[part];
      if (last == null || last.time() <= arrival.at() - window) {
        return List.of();
      }
      all[i] = last;
    }
    return List.of(all);
  }

  private static List<Seen> united(List<Seen> some, List<Seen> others) {
    if (some.isEmpty() || others.isEmpty()) {
      return some.isEmpty() ? others : some;
    }
    Set<Seen> all = new LinkedHashSet<>(some);
    all.addAll(others);
    return List.copyOf(all);
  }

  private void wait(State state, int which, Arrival arrival, Seen seen) {
    Combination combination = combinations.get(which);
    for (Refused refused : combination.refused()) {
      if (refused.part() == arrival.part()) {
        undo(state, which);
        return;
      }
    }
    int place = combination.wanted().indexOf(arrival.part());
    if (place >= 0 && !isRefusedLately(state, combination, arrival.at())) {
      Open open = state.open[which];
      if (open == null) {
        open = open(arrival, combination.wanted().size());
        state.open[which] = open;
      }
      open.seen()[place] = seen;
    }
  }

  private void undo(State state, int which) {
    Open open = state.open[which];
    if (open != null) {
      closes.remove(open.closesAt(), open.number());
      state.open[which] = null;
    }
  }

  private void letGo(State state) {
    for (int i = 0; i < state.open.length; i++) {
      undo(state, i);
    }
  }

  private Open open(Arrival arrival, int wanted) {
    Open open = new Open(++numbers, arrival.at() + window, new @Nullable Seen[wanted]);
    closes.add(new Deadlines.Deadline(open.closesAt(), open.number(), arrival.key()));
    return open;
  }

  private boolean isRefusedLately(State state, Combination combination, long now) {
    for (Refused refused : combination.refused()) {
      Seen last = state.last[refused.part()];
      if (last != null && last.time() > now - window) {
        return true;
      }
    }
    return false;
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

  private void close(State state, Deadlines.Deadline due, Outlet out) {
    for (int i = 0; i < state.open.length; i++) {
      Open open = state.open[i];
      if (open != null && open.number() == due.number()) {
        state.open[i] = null;
        List<Seen> all = whole(open);
        if (!all.isEmpty()) {
          tell(due.key(), all, due.at(), out);
        }
      }
    }
  }

  private static List<Seen> whole(Open open) {
    List<Seen> all = new ArrayList<>();
    for (Seen seen : open.seen()) {
      if (seen == null) {
        return List.of();
      }
      all.add(seen);
    }
    return all;
  }

  private static void tell(String key, List<Seen> all, long at, Outlet out) {
    Seen latest = Seen.latest(all);
    List<Contribution> fresh = Seen.hand(all, "", "");
    out.holds(new Sighting(key, fresh, all.size(), 0, at, false), latest.mark.event, latest.base);
  }

  @Override
  public void advance(long time, Outlet out) {
    closeUntil(time, out);
    if (sweptAt == Long.MIN_VALUE || time - sweptAt > SWEEP_EVERY) {
      sweptAt = time;
      keys.sweep((_, state) -> isOver(state, time));
    }
  }

  private boolean isOver(State state, long time) {
    for (Open open : state.open) {
      if (open != null) {
        return false;
      }
    }
    for (Seen seen : state.last) {
      if (seen != null && seen.time() > time - window) {
        return false;
      }
    }
    return true;
  }

  @Override
  public long due() {
    return closes.next();
  }

  @Override
  public long evicted() {
    return keys.evicted();
  }

  @Override
  public void save(StateWriter out) {
    out.number(sweptAt).number(numbers);
    keys.save(out, TogetherOperator::save);
  }

  private static void save(State state, StateWriter out) {
    Seen.Table table = new Seen.Table();
    addAll(table, state.last);
    for (Open open : state.open) {
      addAll(table, open == null ? new Seen[0] : open.seen());
    }
    table.save(out);
    save(table, state.last, out);
    for (Open open : state.open) {
      out.truth(open != null);
      if (open != null) {
        out.number(open.number()).number(open.closesAt());
        save(table, open.seen(), out);
      }
    }
  }

  private static void addAll(Seen.Table table, @Nullable Seen[] some) {
    for (Seen seen : some) {
      if (seen != null) {
        table.add(seen);
      }
    }
  }

  private static void save(Seen.Table table, @Nullable Seen[] some, StateWriter out) {
    for (Seen seen : some) {
      out.number(seen == null ? -1 : table.place(seen));
    }
  }

  @Override
  public void restore(StateReader in) {
    sweptAt = in.number();
    numbers = in.number();
    keys.restore(in, this::read);
    keys.forEach(
        (key, state) -> {
          for (Open open : state.open) {
            if (open != null) {
              closes.add(new Deadlines.Deadline(open.closesAt(), open.number(), key));
            }
          }
        });
  }

  private State read(StateReader in) {
    State state = fresh();
    Seen.Table table = Seen.Table.read(in);
    read(table, state.last, in);
    for (int i = 0; i < state.open.length; i++) {
      if (in.truth()) {
        int wanted = combinations.get(i).wanted().size();
        Open open = new Open(in.number(), in.number(), new @Nullable Seen[wanted]);
        read(table, open.seen(), in);
        state.open[i] = open;
      }
    }
    return state;
  }

  private static void read(Seen.Table table, @Nullable Seen[] into, StateReader in) {
    for (int i = 0; i < into.length; i++) {
      long place = in.number();
      into[i] = place < 0 ? null : table.at(place);
    }
  }
}
