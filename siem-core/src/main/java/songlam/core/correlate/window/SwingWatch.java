package songlam.core.correlate.window;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import songlam.core.correlate.window.MarkRing.Mark;
import songlam.core.event.EcsField;
import songlam.core.event.Event;

/** A threshold with hysteresis per key over a sliding window, open at its old end. */
final class SwingWatch implements Watch {
  private static final int MOST_PER_KEY = 65_536;
  private static final int MOST_COUNTED = 2_000_000;
  private static final int MOST_WHOLE = 100_000;
  private static final long SWEEP_EVERY = 30_000;

  private final Swing swing;
  private final Predicate<Event> matches;
  private final Keys<State> keys = new Keys<>(State::new, this::forget);

  /** Keys for which it holds, in the order in which it began to. */
  private final Map<String, State> raised = new LinkedHashMap<>();

  private long sweptAt = Long.MIN_VALUE;
  private long counted;
  private long whole;
  private long cut;

  private static final class State {
    private MarkRing marks = new MarkRing();
    private final Map<String, Integer> values = new HashMap<>();
    private double sum;
    private int handed;

    /** It had to be let go for want of room. */
    private boolean isGone;
  }

  SwingWatch(Swing swing) {
    this.swing = swing;
    this.matches = Condition.gated(swing.match(), swing.groupBy());
  }

  @Override
  public void on(Event event, Consumer<Sighting> out) {
    String key = matches.test(event) ? Condition.keyOf(event, swing.groupBy()) : null;
    if (key == null) {
      return;
    }
    State state = keys.touch(key);
    lowerWhenSunk(key, event.timestamp(), out);
    prune(state, event.timestamp());
    add(state, event);
    double measured = measured(state);
    if (raised.containsKey(key) || measured >= swing.risesTo()) {
      raised.put(key, state);
      out.accept(
          new Sighting(key, hand(state), state.values.size(), measured, event.timestamp(), false));
    }
    while ((whole > MOST_WHOLE || counted > MOST_COUNTED) && keys.size() > 1) {
      keys.evictEldest();
    }
  }

  /** Moves the window on, and says so when the key no longer holds. */
  private void lowerWhenSunk(String key, State state, long now, Consumer<Sighting> out) {
    prune(state, now);
    if (measured(state) <= swing.fallsTo() && raised.remove(key) != null) {
      state.handed = state.marks.size();
      out.accept(Sighting.over(key, now));
    }
  }

  private void lowerWhenSunk(String key, long now, Consumer<Sighting> out) {
    State state = raised.get(key);
    if (state != null && state.isGone) {
      raised.remove(key);
      out.accept(Sighting.over(key, now));
    } else if (state != null) {
      lowerWhenSunk(key, state, now, out);
    }
  }

  private double measured(State state) {
    if (swing.distinct() != null) {
      return state.values.size();
    }
    return swing.sum() != null ? state.sum : state.marks.size();
  }

  private static List<Contribution> hand(State state) {
    List<Contribution> fresh = new ArrayList<>();
    for (int i = state.handed; i < state.marks.size(); i++) {
      fresh.add(state.marks.get(i).contribution(""));
    }
    state.handed = state.marks.size();
    return fresh;
  }

  private void add(State state, Event event) {
    EcsField distinct = swing.distinct();
    EcsField sum = swing.sum();
    double amount = sum != null && event.get(sum) instanceof Number n ? n.doubleValue() : 0;
    Mark mark = new Mark(event, distinct == null ? null : event.text(distinct), amount);
    whole += state.marks.add(mark);
    count(state, mark);
    if (state.marks.size() > MOST_PER_KEY) {
      cut++;
      remove(state);
    }
  }

  private void count(State state, Mark mark) {
    counted++;
    if (mark.value != null) {
      state.values.merge(mark.value, 1, Integer::sum);
    }
    state.sum += mark.amount;
  }

  private void prune(State state, long now) {
    while (state.marks.size() > 0 && state.marks.get(0).time <= now - swing.window()) {
      remove(state);
    }
  }

  private void remove(State state) {
    int before = state.marks.whole();
    Mark oldest = state.marks.removeFirst();
    whole -= before - state.marks.whole();
    counted--;
    state.handed = Math.max(0, state.handed - 1);
    if (oldest.value != null) {
      state.values.computeIfPresent(oldest.value, (_, count) -> count == 1 ? null : count - 1);
    }
    state.sum = state.marks.size() == 0 ? 0 : state.sum - oldest.amount;
  }

  private void forget(State state) {
    state.isGone = true;
    counted -= state.marks.size();
    whole -= state.marks.whole();
  }

  @Override
  public void advance(long time, Consumer<Sighting> out) {
    List.copyOf(raised.keySet()).forEach(key -> lowerWhenSunk(key, time, out));
    if (sweptAt == Long.MIN_VALUE || time - sweptAt > SWEEP_EVERY) {
      sweptAt = time;
      keys.sweep(
          (key, state) -> {
            prune(state, time);
            return state.marks.size() == 0 && !raised.containsKey(key);
          });
    }
  }

  @Override
  public long due() {
    long due = Long.MAX_VALUE;
    for (State state : raised.values()) {
      boolean isEmpty = state.isGone || state.marks.size() == 0;
      due = Math.min(due, isEmpty ? Long.MIN_VALUE : state.marks.get(0).time + swing.window());
    }
    return due;
  }

  @Override
  public long evicted() {
    return keys.evicted() + cut;
  }

  @Override
  public void save(StateWriter out) {
    out.number(sweptAt).number(cut).number(raised.size());
    raised.keySet().forEach(out::text);
    keys.save(
        out,
        (state, to) -> {
          state.marks.save(to);
          to.number(state.handed).decimal(state.sum);
        });
  }

  @Override
  public void restore(StateReader in) {
    sweptAt = in.number();
    cut = in.number();
    List<String> standing = new ArrayList<>();
    for (long left = in.number(); left > 0; left--) {
      standing.add(in.text());
    }
    keys.restore(
        in,
        from -> {
          State state = new State();
          state.marks = MarkRing.read(from);
          for (int i = 0; i < state.marks.size(); i++) {
            count(state, state.marks.get(i));
          }
          whole += state.marks.whole();
          state.handed = (int) from.number();
          state.sum = from.decimal();
          return state;
        });
    Map<String, State> known = new HashMap<>();
    keys.forEach(known::put);
    standing.forEach(key -> raised.put(key, known.getOrDefault(key, gone())));
  }

  private static State gone() {
    State state = new State();
    state.isGone = true;
    return state;
  }
}
