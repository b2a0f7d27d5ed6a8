package songlam.core.correlate.window;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import songlam.core.event.Event;

/**
 * More events in a window than the key's own baseline times a factor, and at least {@code count}.
 * The baseline is the exponentially weighted mean of the windows before (weight 0.2 for the
 * latest); a key without a past has a baseline of zero. Windows tumble: they begin at multiples of
 * their length.
 */
final class RateWatch implements Watch {
  private static final double WEIGHT = 0.2;
  private static final int KEPT = 256;

  private final Condition condition;
  private final Predicate<Event> matches;
  private final Keys<State> keys = new Keys<>(State::new);

  private static final class State {
    private long bucket = Long.MIN_VALUE;
    private long count;
    private double sum;
    private double baseline;
    private final List<Happening> kept = new ArrayList<>();
  }

  RateWatch(Condition condition) {
    this.condition = condition;
    this.matches = condition.matcher();
  }

  @Override
  public void on(Happening happening, Consumer<Sighting> out) {
    String key = matches.test(happening.event()) ? condition.keyOf(happening.event()) : null;
    if (key == null) {
      return;
    }
    State state = keys.touch(key);
    roll(state, happening.time());
    state.count++;
    if (condition.sum() != null) {
      state.sum += happening.event().number(condition.sum(), 0);
    }
    if (state.kept.size() < KEPT) {
      state.kept.add(happening);
    }
    double measured = condition.sum() == null ? state.count : state.sum;
    double bound = Math.max(condition.atLeast(), condition.factor() * state.baseline);
    if (state.count >= condition.count() && measured >= bound) {
      out.accept(new Sighting(key, state.kept, state.count, 0, state.sum, happening.time()));
    }
  }

  private void roll(State state, long time) {
    long bucket = Math.floorDiv(time, condition.window());
    if (state.bucket == Long.MIN_VALUE) {
      state.bucket = bucket;
      return;
    }
    for (int i = 0; state.bucket < bucket && i < 64; i++, state.bucket++) {
      double measured = condition.sum() == null ? state.count : state.sum;
      state.baseline = (1 - WEIGHT) * state.baseline + WEIGHT * measured;
      state.count = 0;
      state.sum = 0;
      state.kept.clear();
    }
    if (state.bucket < bucket) {
      state.bucket = bucket;
      state.baseline = 0;
    }
  }

  @Override
  public void advance(long time, Consumer<Sighting> out) {
    keys.sweep((_, state) -> Math.floorDiv(time, condition.window()) - state.bucket > 64);
  }

  @Override
  public long safeOffset(long none) {
    return keys.least(none, state -> state.kept.isEmpty() ? none : state.kept.getFirst().offset());
  }

  @Override
  public long evicted() {
    return keys.evicted();
  }
}
