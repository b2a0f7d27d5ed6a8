package songlam.core.correlate.window;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import songlam.core.event.Event;

/**
 * A key that spoke at least {@code count} times and then nothing for the window. It is told once
 * and stands until the key speaks again.
 */
final class SilenceWatch implements Watch {
  private final Condition condition;
  private final Predicate<Event> matches;
  private final Keys<State> keys = new Keys<>(State::new, this::letGo);

  /** Keys told of that had to go for want of room just now: nothing would lift them any more. */
  private final List<String> gone = new ArrayList<>();

  private static final class State {
    private long heard;
    private boolean told;
    private long spokeAt;
    private @Nullable Event last;
  }

  SilenceWatch(Condition condition) {
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
    endGone(event.timestamp(), out);
    if (state.told) {
      out.accept(Sighting.over(key, event.timestamp()));
    }
    state.heard++;
    state.last = event;
    state.spokeAt = event.timestamp();
    state.told = false;
  }

  /**
   * It spoke later than was known. What never spoke on time is not waited for: its clock may stand
   * behind for good. What was told of as silent stays so until it speaks on time.
   */
  @Override
  public void late(Event event, long now, Consumer<Sighting> out) {
    String key = matches.test(event) ? condition.keyOf(event) : null;
    State state = key == null ? null : keys.known(key);
    if (state == null || state.told) {
      return;
    }
    state.heard++;
    if (event.timestamp() > state.spokeAt) {
      state.last = event;
      state.spokeAt = event.timestamp();
    }
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
          Event last = state.last;
          if (last != null && !state.told && dueAt(state) <= time) {
            state.told = true;
            out.accept(new Sighting(key, List.of(Contribution.of(last)), 0, 0, time, false));
          }
          // A key that never spoke enough is forgotten; one that was told of is kept, silently.
          return state.heard < condition.count() && state.spokeAt + 10 * condition.window() < time;
        });
  }

  private long dueAt(State state) {
    return state.told || state.heard < condition.count()
        ? Long.MAX_VALUE
        : state.spokeAt + condition.window();
  }

  @Override
  public long due() {
    return keys.least(this::dueAt);
  }

  @Override
  public long evicted() {
    return keys.evicted();
  }

  @Override
  public void save(StateWriter out) {
    keys.save(
        out,
        (state, to) ->
            to.number(state.heard).truth(state.told).number(state.spokeAt).event(state.last));
  }

  @Override
  public void restore(StateReader in) {
    keys.restore(
        in,
        from -> {
          State state = new State();
          state.heard = from.number();
          state.told = from.truth();
          state.spokeAt = from.number();
          state.last = from.event();
          return state;
        });
  }
}
