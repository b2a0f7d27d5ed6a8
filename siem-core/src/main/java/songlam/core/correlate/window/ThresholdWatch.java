package songlam.core.correlate.window;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import songlam.core.event.EcsField;
import songlam.core.event.Event;

/**
 * Count, distinct values or sum over a sliding window per key; with a second event to follow, a
 * sequence. The window is open at its old end: an event exactly {@code window} old has left it.
 */
final class ThresholdWatch implements Watch {
  /** Events kept per key; a key busier than this is counted over its latest ones. */
  private static final int MOST_PER_KEY = 4_096;

  private static final long SWEEP_EVERY = 30_000;

  private final Condition condition;
  private final Predicate<Event> matches;
  private final Predicate<Event> follows;
  private final Keys<State> keys = new Keys<>(State::new);
  private long sweptAt = Long.MIN_VALUE;

  /** What one key's window holds. */
  private static final class State {
    private final Deque<Happening> events = new ArrayDeque<>();
    private final Map<String, Integer> values = new HashMap<>();
    private double sum;
  }

  ThresholdWatch(Condition condition) {
    this.condition = condition;
    this.matches = condition.matcher();
    this.follows = condition.follower();
  }

  @Override
  public void on(Happening happening, Consumer<Sighting> out) {
    Event event = happening.event();
    boolean sequence = condition.kind() == Condition.Kind.SEQUENCE;
    if (sequence && follows.test(event)) {
      follow(happening, out);
    }
    if (!matches.test(event)) {
      return;
    }
    String key = condition.keyOf(event);
    if (key == null) {
      return;
    }
    State state = keys.touch(key);
    add(state, happening);
    prune(state, happening.time());
    if (!sequence && holds(state)) {
      out.accept(sighting(key, state, happening.time()));
    }
  }

  @Override
  public void advance(long time, Consumer<Sighting> out) {
    if (sweptAt == Long.MIN_VALUE || time - sweptAt > SWEEP_EVERY) {
      sweptAt = time;
      keys.sweep(
          (_, state) -> {
            prune(state, time);
            return state.events.isEmpty();
          });
    }
  }

  @Override
  public long safeOffset(long none) {
    return keys.least(
        none, state -> state.events.isEmpty() ? none : state.events.getFirst().offset());
  }

  @Override
  public long evicted() {
    return keys.evicted();
  }

  private void follow(Happening happening, Consumer<Sighting> out) {
    String key = condition.keyOf(happening.event());
    State state = key == null ? null : keys.known(key);
    if (key == null || state == null) {
      return;
    }
    prune(state, happening.time());
    if (holds(state)) {
      ArrayList<Happening> both = new ArrayList<>(state.events);
      both.add(happening);
      out.accept(
          new Sighting(key, both, both.size(), state.values.size(), state.sum, happening.time()));
    }
  }

  private boolean holds(State state) {
    if (state.events.size() < condition.count()) {
      return false;
    }
    if (condition.distinct() != null) {
      return state.values.size() >= condition.atLeast();
    }
    return condition.sum() == null || state.sum >= condition.atLeast();
  }

  private static Sighting sighting(String key, State state, long at) {
    return new Sighting(
        key,
        new ArrayList<>(state.events),
        state.events.size(),
        state.values.size(),
        state.sum,
        at);
  }

  private void add(State state, Happening happening) {
    state.events.addLast(happening);
    String value = value(happening.event());
    if (value != null) {
      state.values.merge(value, 1, Integer::sum);
    }
    state.sum += amount(happening.event());
    if (state.events.size() > MOST_PER_KEY) {
      remove(state);
    }
  }

  private void prune(State state, long now) {
    while (!state.events.isEmpty() && state.events.getFirst().time() <= now - condition.window()) {
      remove(state);
    }
  }

  private void remove(State state) {
    Happening oldest = state.events.removeFirst();
    String value = value(oldest.event());
    if (value != null) {
      state.values.computeIfPresent(value, (_, count) -> count == 1 ? null : count - 1);
    }
    state.sum -= amount(oldest.event());
  }

  private @Nullable String value(Event event) {
    EcsField field = condition.distinct();
    return field == null ? null : event.text(field);
  }

  private double amount(Event event) {
    EcsField field = condition.sum();
    return field != null && event.get(field) instanceof Number number ? number.doubleValue() : 0;
  }
}
