package songlam.core.correlate.window;

import static songlam.core.correlate.window.HourlyMedians.median;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import songlam.core.correlate.window.MarkRing.Mark;
import songlam.core.event.Event;

/**
 * The median of a key's latest values against the median of the medians of the same hour on the
 * days before, {@link HourlyMedians}. What comes late counts for the latter only.
 */
final class SlumpWatch implements Watch {
  private static final long HOUR = TimeUnit.HOURS.toMillis(1);

  /** A key not heard of for so long is forgotten. */
  private static final long MOST_DAYS = 14;

  /** Values of a window that are looked at; enough for a median. */
  private static final int MOST_RECENT = 256;

  private final Slump slump;
  private final Predicate<Event> matches;
  private final Keys<State> keys = new Keys<>(State::new);
  private long sweptAt = Long.MIN_VALUE;

  /** Values that came too late for their hour. */
  private long cut;

  private static final class State {
    private final HourlyMedians hours = new HourlyMedians();
    private FreshMarks recent = new FreshMarks();
  }

  SlumpWatch(Slump slump) {
    this.slump = slump;
    this.matches = Condition.gated(slump.match(), slump.groupBy());
  }

  @Override
  public void on(Event event, Consumer<Sighting> out) {
    String key = keyOf(event);
    if (key == null) {
      return;
    }
    State state = learn(key, event);
    state.recent.add(new Mark(event, null, event.number(slump.value(), 0)));
    while (state.recent.size() > MOST_RECENT
        || state.recent.get(0).time <= event.timestamp() - slump.window()) {
      state.recent.removeFirst();
    }
    if (isLow(state, hour(event.timestamp()))) {
      out.accept(new Sighting(key, state.recent.handOver(), 0, 0, event.timestamp(), false));
    }
  }

  @Override
  public void late(Event event, long now, Consumer<Sighting> out) {
    String key = keyOf(event);
    if (key != null) {
      learn(key, event);
    }
  }

  /** Null when the event does not count. */
  private @Nullable String keyOf(Event event) {
    boolean isCounted = matches.test(event) && event.get(slump.value()) instanceof Number;
    return isCounted ? Condition.keyOf(event, slump.groupBy()) : null;
  }

  /** What is known of a key, the event's value among it. */
  private State learn(String key, Event event) {
    State state = keys.touch(key);
    double value = event.number(slump.value(), 0);
    cut += state.hours.add(hour(event.timestamp()), value, slump.count()) ? 0 : 1;
    return state;
  }

  private static long hour(long time) {
    return Math.floorDiv(time, HOUR);
  }

  private boolean isLow(State state, long hour) {
    List<Double> usual = state.hours.usual(hour);
    if (state.recent.size() < slump.count() || usual.isEmpty() || usual.size() < slump.learn()) {
      return false;
    }
    List<Double> latest = new ArrayList<>(state.recent.size());
    for (int i = 0; i < state.recent.size(); i++) {
      latest.add(state.recent.get(i).amount);
    }
    return median(latest) < slump.factor() * median(usual);
  }

  @Override
  public Past asOf(Past.Since since, Predicate<String> some) {
    SlumpWatch past = new SlumpWatch(slump);
    keys.forEach(
        (key, state) -> {
          if (past.keys.size() <= Past.MOST_KEYS && some.test(key)) {
            past.keys.touch(key).hours.begin(state.hours, hour(since.read()));
          }
        });
    return past.keys.size() > Past.MOST_KEYS ? Past.TOO_MUCH : Past.of(past, 0);
  }

  @Override
  public void advance(long time, Consumer<Sighting> out) {
    if (sweptAt == Long.MIN_VALUE || time - sweptAt > HOUR) {
      sweptAt = time;
      long forgotten = hour(time) - TimeUnit.DAYS.toHours(MOST_DAYS);
      keys.sweep((_, state) -> state.hours.latest() < forgotten);
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
          state.hours.save(to);
          state.recent.save(to);
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
          state.hours.restore(from);
          state.recent = FreshMarks.read(from);
          return state;
        });
  }
}
