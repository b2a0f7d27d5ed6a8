package songlam.core.correlate.window;

import java.util.function.Consumer;
import java.util.function.Predicate;
import songlam.core.correlate.window.MarkRing.Mark;
import songlam.core.event.Event;

/**
 * The last {@code count} events of a key come at intervals whose coefficient of variation is at
 * most {@code factor}, the mean interval between one second and the window: a machine calls home.
 * With {@code distinct}, an event counts once for a value of the field among those remembered: the
 * records of one long connection, which exporters cut at even intervals, are one call.
 */
final class RhythmWatch implements Watch {
  private static final long SHORTEST_MILLIS = 1_000;
  private static final long SWEEP_EVERY = 30_000;

  private final Condition condition;
  private final Predicate<Event> matches;
  private final Keys<State> keys = new Keys<>(State::new);
  private long sweptAt = Long.MIN_VALUE;

  private static final class State {
    private FreshMarks marks = new FreshMarks();

    long lastAt() {
      return marks.size() == 0 ? Long.MIN_VALUE : marks.get(marks.size() - 1).time;
    }
  }

  RhythmWatch(Condition condition) {
    this.condition = condition;
    this.matches = condition.matcher();
  }

  @Override
  public void on(Event event, Consumer<Sighting> out) {
    String key = matches.test(event) ? condition.keyOf(event) : null;
    if (key == null) {
      return;
    }
    State state = keys.touch(key);
    if (state.marks.size() > 0 && event.timestamp() - state.lastAt() > condition.window()) {
      state.marks = new FreshMarks();
    }
    String value = condition.distinct() == null ? null : event.text(condition.distinct());
    if (value != null && isRemembered(state.marks, value)) {
      return;
    }
    state.marks.add(new Mark(event, value, 0));
    if (state.marks.size() > condition.count()) {
      state.marks.removeFirst();
    }
    if (state.marks.size() == condition.count() && isRegular(state.marks)) {
      out.accept(new Sighting(key, state.marks.handOver(), 0, 0, event.timestamp(), false));
    }
  }

  private static boolean isRemembered(FreshMarks marks, String value) {
    for (int i = 0; i < marks.size(); i++) {
      if (value.equals(marks.get(i).value)) {
        return true;
      }
    }
    return false;
  }

  private boolean isRegular(FreshMarks marks) {
    double sum = 0;
    double squares = 0;
    for (int i = 1; i < marks.size(); i++) {
      double interval = marks.get(i).time - marks.get(i - 1).time;
      sum += interval;
      squares += interval * interval;
    }
    int intervals = marks.size() - 1;
    double mean = sum / intervals;
    double variance = Math.max(0, squares / intervals - mean * mean);
    return mean >= SHORTEST_MILLIS && Math.sqrt(variance) <= condition.factor() * mean;
  }

  @Override
  public void advance(long time, Consumer<Sighting> out) {
    if (sweptAt == Long.MIN_VALUE || time - sweptAt > SWEEP_EVERY) {
      sweptAt = time;
      keys.sweep((_, state) -> time - state.lastAt() > condition.window());
    }
  }

  @Override
  public long due() {
    return Long.MAX_VALUE;
  }

  @Override
  public long evicted() {
    return keys.evicted();
  }

  @Override
  public void save(StateWriter out) {
    out.number(sweptAt);
    keys.save(out, (state, to) -> state.marks.save(to));
  }

  @Override
  public void restore(StateReader in) {
    sweptAt = in.number();
    keys.restore(
        in,
        from -> {
          State state = new State();
          state.marks = FreshMarks.read(from);
          return state;
        });
  }
}
