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

  private final Keys<TogetherState> keys = new Keys<>(this::fresh, (_, state) -> letGo(state));
  private final Deadlines closes = new Deadlines();
  private long sweptAt = Long.MIN_VALUE;
  private long numbers;

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

  private TogetherState fresh() {
    return new TogetherState(parts, combinations.size());
  }

  @Override
  public void on(Arrival arrival, Outlet out) {
    closeUntil(arrival.at(), out);
    TogetherState state = keys.touch(arrival.key());
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
  private List<Seen> several(TogetherState state, Arrival arrival, Seen seen) {
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
  private List<Seen> completed(
      TogetherState state, Combination combination, Arrival arrival, Seen seen) {
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

  private void wait(TogetherState state, int which, Arrival arrival, Seen seen) {
    Combination combination = combinations.get(which);
    for (Refused refused : combination.refused()) {
      if (refused.part() == arrival.part()) {
        undo(state, which);
        return;
      }
    }
    int place = combination.wanted().indexOf(arrival.part());
    if (place >= 0 && !isRefusedLately(state, combination, arrival.at())) {
      TogetherState.Open open = state.open[which];
      if (open == null) {
        open = open(arrival, combination.wanted().size());
        state.open[which] = open;
      }
      open.seen()[place] = seen;
    }
  }

  private void undo(TogetherState state, int which) {
    TogetherState.Open open = state.open[which];
    if (open != null) {
      closes.remove(open.closesAt(), open.number());
      state.open[which] = null;
    }
  }

  private void letGo(TogetherState state) {
    for (int i = 0; i < state.open.length; i++) {
      undo(state, i);
    }
  }

  private TogetherState.Open open(Arrival arrival, int wanted) {
    TogetherState.Open open =
        new TogetherState.Open(++numbers, arrival.at() + window, new @Nullable Seen[wanted]);
    closes.add(new Deadlines.Deadline(open.closesAt(), open.number(), arrival.key()));
    return open;
  }

  private boolean isRefusedLately(TogetherState state, Combination combination, long now) {
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
      TogetherState state = keys.known(due.key());
      if (state != null) {
        close(state, due, out);
      }
    }
  }

  private void close(TogetherState state, Deadlines.Deadline due, Outlet out) {
    for (int i = 0; i < state.open.length; i++) {
      TogetherState.Open open = state.open[i];
      if (open != null && open.number() == due.number()) {
        state.open[i] = null;
        List<Seen> all = whole(open);
        if (!all.isEmpty()) {
          tell(due.key(), all, due.at(), out);
        }
      }
    }
  }

  private static List<Seen> whole(TogetherState.Open open) {
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
      keys.sweep((_, state) -> state.isOver(time - window));
    }
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
    keys.save(out, TogetherState::save);
  }

  @Override
  public void restore(StateReader in) {
    sweptAt = in.number();
    numbers = in.number();
    keys.restore(in, this::read);
    keys.forEach(
        (key, state) -> {
          for (TogetherState.Open open : state.open) {
            if (open != null) {
              closes.add(new Deadlines.Deadline(open.closesAt(), open.number(), key));
            }
          }
        });
  }

  private TogetherState read(StateReader in) {
    TogetherState state = fresh();
    state.read(combinations, in);
    return state;
  }
}
