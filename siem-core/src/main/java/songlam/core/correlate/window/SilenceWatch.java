package songlam.core.correlate.window;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import songlam.core.event.Event;

/**
 * A key that spoke at least {@code count} times and then nothing for the window. It is told once;
 * the next event of the key makes it be watched again.
 */
final class SilenceWatch implements Watch {
  private final Condition condition;
  private final Predicate<Event> matches;
  private final Keys<State> keys = new Keys<>(State::new);

  private static final class State {
    private long heard;
    private boolean told;
    private Happening last;

    @SuppressWarnings("NullAway.Init") // set by the first event, in the same call
    State() {}
  }

  SilenceWatch(Condition condition) {
    this.condition = condition;
    this.matches = condition.matcher();
  }

  @Override
  public void on(Happening happening, Consumer<Sighting> out) {
    String key = matches.test(happening.event()) ? condition.keyOf(happening.event()) : null;
    if (key != null) {
      State state = keys.touch(key);
      state.heard++;
      state.last = happening;
      state.told = false;
    }
  }

  @Override
  public void advance(long time, Consumer<Sighting> out) {
    keys.sweep(
        (key, state) -> {
          boolean silent =
              state.heard >= condition.count() && state.last.time() + condition.window() <= time;
          if (silent && !state.told) {
            state.told = true;
            out.accept(new Sighting(key, List.of(state.last), 1, 0, 0, time));
          }
          // A key that never spoke enough is forgotten; one that was told of is kept, silently.
          return !silent && state.last.time() + 10 * condition.window() < time;
        });
  }

  @Override
  public long safeOffset(long none) {
    return keys.least(none, state -> state.told ? none : state.last.offset());
  }

  @Override
  public long evicted() {
    return keys.evicted();
  }
}
