package songlam.core.correlate.window;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import songlam.core.event.Event;

/** New values per key. A value beyond the bound of a key lets its longest unseen one go. */
final class NoveltyWatch implements Watch {
  private static final int MOST_VALUES_OF_KEY = 1_000;
  private static final int MOST_VALUES = 1_000_000;
  private static final long SWEEP_EVERY = 3_600_000;

  private final Novelty novelty;
  private final Predicate<Event> matches;
  private final Keys<State> keys = new Keys<>(State::new, this::forget);
  private long sweptAt = Long.MIN_VALUE;
  private long values;
  private long cut;

  private static final class State {
    /** Value to its last time, the one longest unseen first. */
    private final LinkedHashMap<String, Long> seen = new LinkedHashMap<>(8, 0.75f, true);

    private long firstAt = Long.MAX_VALUE;
  }

  NoveltyWatch(Novelty novelty) {
    this.novelty = novelty;
    this.matches = Condition.gated(novelty.match(), novelty.groupBy());
  }

  @Override
  public void on(Event event, Consumer<Sighting> out) {
    String key = keyOf(event);
    if (key != null) {
      State state = keys.touch(key);
      state.firstAt = Math.min(state.firstAt, event.timestamp());
      see(key, state, event, out);
    }
  }

  /**
   * A value that was seen since is not new. Learning neither begins nor is over sooner: the clock
   * of what comes late may be wrong.
   */
  @Override
  public void late(Event event, long now, Consumer<Sighting> out) {
    String key = keyOf(event);
    State state = key == null ? null : keys.known(key);
    if (key != null && state != null) {
      see(key, state, event, out);
    }
  }

  /** Null when the event does not count. */
  private @Nullable String keyOf(Event event) {
    boolean isCounted = matches.test(event) && event.text(novelty.value()) != null;
    return isCounted ? Condition.keyOf(event, novelty.groupBy()) : null;
  }

  private void see(String key, State state, Event event, Consumer<Sighting> out) {
    String value = Objects.requireNonNull(event.text(novelty.value()));
    long at = event.timestamp();
    Long last = state.seen.get(value);
    state.seen.put(value, last == null ? at : Math.max(last, at));
    values += last == null ? 1 : 0;
    bound(state);
    boolean isNew = last == null || last <= at - novelty.remember();
    if (isNew && at - state.firstAt >= novelty.learn() && state.seen.size() > 1) {
      List<Contribution> fresh = List.of(Contribution.of(event));
      out.accept(new Sighting(key, fresh, state.seen.size(), 0, at, false));
    }
  }

  private void bound(State state) {
    if (state.seen.size() > MOST_VALUES_OF_KEY) {
      Iterator<Map.Entry<String, Long>> eldest = state.seen.entrySet().iterator();
      eldest.next();
      eldest.remove();
      values--;
      cut++;
    }
    while (values > MOST_VALUES && keys.size() > 1) {
      keys.evictEldest();
    }
  }

  private void forget(String key, State state) {
    values -= state.seen.size();
  }

  @Override
  public void advance(long time, Consumer<Sighting> out) {
    if (sweptAt == Long.MIN_VALUE || time - sweptAt > SWEEP_EVERY) {
      sweptAt = time;
      keys.sweep(
          (_, state) -> {
            int before = state.seen.size();
            state.seen.values().removeIf(last -> last <= time - novelty.remember());
            values -= before - state.seen.size();
            return state.seen.isEmpty();
          });
    }
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
    out.number(sweptAt).number(cut);
    keys.save(
        out,
        (state, to) -> {
          to.number(state.firstAt).number(state.seen.size());
          state.seen.forEach((value, last) -> to.text(value).number(last));
        });
  }

  @Override
  public void restore(StateReader in) {
    sweptAt = in.number();
    cut = in.number();
    keys.restore(
        in,
        from -> {
          State state = new State();
          state.firstAt = from.number();
          for (long left = from.number(); left > 0; left--) {
            state.seen.put(from.text(), from.number());
          }
          values += state.seen.size();
          return state;
        });
  }
}
