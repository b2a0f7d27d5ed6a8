package songlam.core.correlate.window;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import songlam.core.event.EcsField;
import songlam.core.event.Event;

/** The moment an event names passes, and the event that would have lifted it has not come. */
final class DeadlineWatch implements Watch {
  private final Condition condition;
  private final Predicate<Event> matches;
  private final Predicate<Event> follows;
  private final EcsField due;
  private final Keys<State> keys = new Keys<>(State::new);

  private static final class State {
    private long due = Long.MAX_VALUE;
    private Happening first;

    @SuppressWarnings("NullAway.Init") // set by the first event, in the same call
    State() {}
  }

  DeadlineWatch(Condition condition) {
    this.condition = condition;
    this.matches = condition.matcher();
    this.follows = condition.follower();
    if (condition.due() == null) {
      throw new IllegalArgumentException("due: missing (expected: the field of the deadline)");
    }
    this.due = condition.due();
  }

  @Override
  public void on(Happening happening, Consumer<Sighting> out) {
    String key = condition.keyOf(happening.event());
    if (key == null) {
      return;
    }
    if (follows.test(happening.event())) {
      keys.sweep((known, _) -> known.equals(key));
    } else if (matches.test(happening.event())) {
      State state = keys.touch(key);
      long moment = happening.event().number(due, Long.MAX_VALUE);
      state.due = moment == Long.MAX_VALUE ? moment : moment - condition.lead();
      state.first = happening;
    }
  }

  @Override
  public void advance(long time, Consumer<Sighting> out) {
    keys.sweep(
        (key, state) -> {
          if (state.due > time) {
            return false;
          }
          out.accept(new Sighting(key, List.of(state.first), 1, 0, 0, time));
          return true;
        });
  }

  @Override
  public long safeOffset(long none) {
    return keys.least(none, state -> state.first.offset());
  }

  @Override
  public long evicted() {
    return keys.evicted();
  }
}
