package songlam.core.correlate.window;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import songlam.core.correlate.window.MarkRing.Mark;
import songlam.core.event.Event;

/**
 * More events in a window than the key's own baseline times {@code factor}, more than {@code z}
 * standard deviations above it (of a Poisson count: the baseline's root), and at least {@code
 * count}. The baseline is the exponentially weighted mean of the windows before (weight 0.2 for the
 * latest); a key without a past has a baseline of zero. Windows tumble: they begin at multiples of
 * their length.
 */
final class RateWatch implements Watch {
  private static final double WEIGHT = 0.2;
  private static final int WINDOWS_REMEMBERED = 64;
  private static final int MOST_UNTOLD = 65_536;

  private final Condition condition;
  private final Predicate<Event> matches;
  private final Keys<State> keys = new Keys<>(State::new);
  private long cut;

  private static final class State {
    private long bucket = Long.MIN_VALUE;
    private long count;
    private double sum;
    private double baseline;

    /** Events of this window that were in no sighting yet. */
    private MarkRing untold = new MarkRing();
  }

  RateWatch(Condition condition) {
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
    roll(state, event.timestamp());
    state.count++;
    if (condition.sum() != null) {
      state.sum += event.number(condition.sum(), 0);
    }
    state.untold.add(new Mark(event, null, 0));
    if (state.untold.size() > MOST_UNTOLD) {
      state.untold.removeFirst();
      cut++;
    }
    if (state.count >= condition.count() && measured(state) >= bound(state.baseline)) {
      List<Contribution> fresh = new ArrayList<>();
      while (state.untold.size() > 0) {
        fresh.add(state.untold.removeFirst().contribution(""));
      }
      out.accept(new Sighting(key, fresh, 0, state.sum, event.timestamp(), false));
    }
  }

  private double bound(double baseline) {
    double spread = condition.z() > 0 ? baseline + condition.z() * Math.sqrt(baseline) : 0;
    return Math.max(condition.atLeast(), Math.max(condition.factor() * baseline, spread));
  }

  private double measured(State state) {
    return condition.sum() == null ? state.count : state.sum;
  }

  private void roll(State state, long time) {
    long bucket = Math.floorDiv(time, condition.window());
    if (state.bucket == Long.MIN_VALUE) {
      state.bucket = bucket;
      return;
    }
    for (int i = 0; state.bucket < bucket && i < WINDOWS_REMEMBERED; i++, state.bucket++) {
      state.baseline = (1 - WEIGHT) * state.baseline + WEIGHT * measured(state);
      state.count = 0;
      state.sum = 0;
      state.untold = new MarkRing();
    }
    if (state.bucket < bucket) {
      state.bucket = bucket;
      state.baseline = 0;
    }
  }

  @Override
  public void advance(long time, Consumer<Sighting> out) {
    long bucket = Math.floorDiv(time, condition.window());
    keys.sweep((_, state) -> bucket - state.bucket > WINDOWS_REMEMBERED);
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
    out.number(cut);
    keys.save(
        out,
        (state, to) -> {
          to.number(state.bucket).number(state.count).decimal(state.sum).decimal(state.baseline);
          state.untold.save(to);
        });
  }

  @Override
  public void restore(StateReader in) {
    cut = in.number();
    keys.restore(
        in,
        from -> {
          State state = new State();
          state.bucket = from.number();
          state.count = from.number();
          state.sum = from.decimal();
          state.baseline = from.decimal();
          state.untold = MarkRing.read(from);
          return state;
        });
  }
}
