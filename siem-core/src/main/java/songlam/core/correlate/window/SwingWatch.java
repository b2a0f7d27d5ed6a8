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
  private static final long SWEEP_EVERY = 30_000;

  private final Swing swing;
  private final Predicate<Event> matches;
  private final Room room = new Room();
  private final Keys<State> keys =
      new Keys<>(() -> new State(new KeyWindow(room)), (_, state) -> state.forget());

  /** Keys for which it holds, in the order in which it began to. */
  private final Map<String, State> raised = new LinkedHashMap<>();

  private long sweptAt = Long.MIN_VALUE;

  private static final class State {
    private final KeyWindow window;

    /** It had to be let go for want of room. */
    private boolean isGone;

    State(KeyWindow window) {
      this.window = window;
    }

    void forget() {
      isGone = true;
      window.forget();
    }
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
    state.window.add(mark(event));
    double measured = measured(state);
    if (raised.containsKey(key) || measured >= swing.risesTo()) {
      raised.put(key, state);
      out.accept(
          new Sighting(
              key,
              state.window.handOver(""),
              state.window.distinct(),
              measured,
              event.timestamp(),
              false));
    }
    room.make(keys);
  }

  /** Moves the window on, and says so when the key no longer holds. */
  private void lowerWhenSunk(String key, State state, long now, Consumer<Sighting> out) {
    prune(state, now);
    if (measured(state) <= swing.fallsTo() && raised.remove(key) != null) {
      state.window.passOver();
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
      return state.window.distinct();
    }
    return swing.sum() != null ? state.window.sum() : state.window.size();
  }

  private Mark mark(Event event) {
    EcsField distinct = swing.distinct();
    EcsField sum = swing.sum();
    double amount = sum == null ? 0 : ThresholdWatch.amount(event, sum);
    return new Mark(event, distinct == null ? null : event.text(distinct), amount);
  }

  private void prune(State state, long now) {
    state.window.prune(now - swing.window());
  }

  @Override
  public void advance(long time, Consumer<Sighting> out) {
    List.copyOf(raised.keySet()).forEach(key -> lowerWhenSunk(key, time, out));
    if (sweptAt == Long.MIN_VALUE || time - sweptAt > SWEEP_EVERY) {
      sweptAt = time;
      keys.sweep(
          (key, state) -> {
            prune(state, time);
            return state.window.isEmpty() && !raised.containsKey(key);
          });
    }
  }

  @Override
  public long due() {
    long due = Long.MAX_VALUE;
    for (State state : raised.values()) {
      boolean isEmpty = state.isGone || state.window.isEmpty();
      due = Math.min(due, isEmpty ? Long.MIN_VALUE : state.window.get(0).time + swing.window());
    }
    return due;
  }

  @Override
  public long evicted() {
    return keys.evicted() + room.cuts();
  }

  @Override
  public void save(StateWriter out) {
    out.number(sweptAt).number(room.cuts()).number(raised.size());
    raised.keySet().forEach(out::text);
    keys.save(out, (state, to) -> state.window.save(to));
  }

  @Override
  public void restore(StateReader in) {
    sweptAt = in.number();
    room.restore(in.number());
    List<String> standing = new ArrayList<>();
    for (long left = in.number(); left > 0; left--) {
      standing.add(in.text());
    }
    keys.restore(in, from -> new State(KeyWindow.read(from, room)));
    Map<String, State> known = new HashMap<>();
    keys.forEach(known::put);
    standing.forEach(key -> raised.put(key, known.getOrDefault(key, gone())));
  }

  private State gone() {
    State state = new State(new KeyWindow(room));
    state.isGone = true;
    return state;
  }
}
