package songlam.core.correlate.window;

import java.util.ArrayList;
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
  /** So long it is remembered that something was lifted, for what comes late, milliseconds. */
  private static final long LIFTED_KEPT = 86_400_000;

  private final Condition condition;
  private final Predicate<Event> matches;
  private final Predicate<Event> follows;
  private final EcsField due;
  private final Keys<State> keys = new Keys<>(State::new, this::letGo);
  private final Lifted lifted = new Lifted();

  /** The same of keys that nobody had named by then. */
  private final Lifted unnamed = new Lifted();

  /** Keys told of that had to go for want of room just now: nothing would lift them any more. */
  private final List<String> gone = new ArrayList<>();

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
    take(event, event.timestamp(), out);
  }

  /** What came on time and happened later has the last word. */
  @Override
  public void late(Event event, long now, Consumer<Sighting> out) {
    take(event, now, out);
  }

  /**
   * @param now event time the stream has come to
   */
  private void take(Event event, long now, Consumer<Sighting> out) {
    boolean lifts = follows.test(event);
    String key = lifts || matches.test(event) ? condition.keyOf(event) : null;
    if (key == null) {
      return;
    }
    State known = keys.known(key);
    boolean isOld =
        known == null
            ? lifts || event.timestamp() < Math.max(lifted.at(key), unnamed.at(key))
            : known.named != null && event.timestamp() < known.named.timestamp();
    if (isOld) {
      if (known == null && lifts) {
        unnamed.add(key, event.timestamp());
      }
      return;
    }
    if (lifts) {
      keys.remove(key);
      lifted.add(key, event.timestamp());
    } else {
      name(keys.touch(key), event);
    }
    endGone(now, out);
    if (known != null && known.told && (lifts || known.due > now)) {
      known.told = false;
      out.accept(Sighting.over(key, now));
    }
  }

  private void name(State state, Event event) {
    long moment = event.number(due, Long.MAX_VALUE);
    state.due = moment == Long.MAX_VALUE ? moment : moment - condition.lead();
    state.named = event;
  }

  private void letGo(String key, State state) {
    if (state.told) {
      gone.add(key);
    }
  }

  private void endGone(long now, Consumer<Sighting> out) {
    gone.forEach(key -> out.accept(Sighting.over(key, now)));
    gone.clear();
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
    lifted.forgetUntil(time - LIFTED_KEPT);
    unnamed.forgetUntil(time - LIFTED_KEPT);
  }

  @Override
  public long due() {
    return keys.least(state -> state.told ? Long.MAX_VALUE : state.due);
  }

  @Override
  public long evicted() {
    return keys.evicted() + lifted.forgotten() + unnamed.forgotten();
  }

  @Override
  public void save(StateWriter out) {
    keys.save(out, (state, to) -> to.number(state.due).truth(state.told).event(state.named));
    lifted.save(out);
    unnamed.save(out);
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
    lifted.restore(in);
    unnamed.restore(in);
  }
}
