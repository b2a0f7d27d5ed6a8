package songlam.core.correlate.window;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import songlam.core.event.EcsField;
import songlam.core.event.Event;

/**
 * The moment an event names passes, and the event that would have lifted it has not come. It is
 * told once and stands until that event comes, or one that moves the moment on.
 */
final class DeadlineWatch implements Watch {
  private final Condition condition;
  private final Predicate<Event> matches;
  private final Predicate<Event> follows;
  private final EcsField due;
  private final Keys<State> keys = new Keys<>(State::new);

  private static final class State {
    private long due = Long.MAX_VALUE;
    private boolean told;
    private @Nullable Event named;
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
  public void on(Event event, Consumer<Sighting> out) {
    boolean lifted = follows.test(event);
    String key = lifted || matches.test(event) ? condition.keyOf(event) : null;
    if (key == null) {
      return;
    }
    State state = lifted ? keys.known(key) : keys.touch(key);
    if (state == null) {
      return;
    }
    long moment = lifted ? Long.MAX_VALUE : event.number(due, Long.MAX_VALUE);
    long dueAt = moment == Long.MAX_VALUE ? moment : moment - condition.lead();
    if (state.told && dueAt > event.timestamp()) {
      state.told = false;
      out.accept(Sighting.over(key, event.timestamp()));
    }
    if (lifted) {
      keys.remove(key);
    } else {
      state.due = dueAt;
      state.named = event;
    }
  }

  @Override
  public void advance(long time, Consumer<Sighting> out) {
    keys.sweep(
        (key, state) -> {
          Event named = state.named;
          if (named != null && !state.told && state.due <= time) {
            state.told = true;
            out.accept(new Sighting(key, List.of(Contribution.of(named)), 0, 0, time, false));
          }
          return false;
        });
  }

  @Override
  public long due() {
    return keys.least(state -> state.told ? Long.MAX_VALUE : state.due);
  }

  @Override
  public long evicted() {
    return keys.evicted();
  }

  @Override
  public void save(StateWriter out) {
    keys.save(out, (state, to) -> to.number(state.due).truth(state.told).event(state.named));
  }

  @Override
  public void restore(StateReader in) {
    keys.restore(
        in,
        from -> {
          State state = new State();
          state.due = from.number();
          state.told = from.truth();
          state.named = from.event();
          return state;
        });
  }
}
