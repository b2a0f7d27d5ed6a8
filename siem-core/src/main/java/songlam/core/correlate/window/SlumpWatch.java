package songlam.core.correlate.window;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import songlam.core.correlate.window.MarkRing.Mark;
import songlam.core.event.Event;

/**
 * The median of a key's latest values against the median of the medians of the same hour on the
 * days before. Hours are whole ones of UTC, which are whole ones of every zone that is whole hours
 * away.
 */
final class SlumpWatch implements Watch {
  private static final long HOUR = 3_600_000;
  private static final int HOURS = 24;
  private static final int DAYS = 14;

  /** Values of an hour and of a window that are looked at; enough for a median. */
  private static final int MOST_OF_HOUR = 512;

  private static final int MOST_RECENT = 256;

  private final Slump slump;
  private final Predicate<Event> matches;
  private final Keys<State> keys = new Keys<>(State::new);
  private long sweptAt = Long.MIN_VALUE;

  private static final class State {
    /** By hour of the day, the medians of the latest days, oldest first. */
    private final List<List<Double>> days = new ArrayList<>();

    private long hour = Long.MIN_VALUE;
    private List<Double> ofHour = new ArrayList<>();
    private FreshMarks recent = new FreshMarks();

    State() {
      for (int hour = 0; hour < HOURS; hour++) {
        days.add(new ArrayList<>());
      }
    }

    List<Double> usual() {
      return days.get(Math.floorMod(hour, HOURS));
    }
  }

  SlumpWatch(Slump slump) {
    this.slump = slump;
    this.matches = Condition.gated(slump.match(), slump.groupBy());
  }

  @Override
  public void on(Event event, Consumer<Sighting> out) {
    String key = matches.test(event) ? Condition.keyOf(event, slump.groupBy()) : null;
    if (key == null || !(event.get(slump.value()) instanceof Number value)) {
      return;
    }
    State state = keys.touch(key);
    roll(state, Math.floorDiv(event.timestamp(), HOUR));
    if (state.ofHour.size() < MOST_OF_HOUR) {
      state.ofHour.add(value.doubleValue());
    }
    state.recent.add(new Mark(event, null, value.doubleValue()));
    while (state.recent.size() > MOST_RECENT
        || state.recent.get(0).time <= event.timestamp() - slump.window()) {
      state.recent.removeFirst();
    }
    if (isLow(state)) {
      out.accept(new Sighting(key, state.recent.handOver(), 0, 0, event.timestamp(), false));
    }
  }

  /** An hour has ended: its median is the day's, where there was enough traffic for one. */
  private void roll(State state, long hour) {
    if (state.hour != Long.MIN_VALUE && hour > state.hour) {
      List<Double> days = state.usual();
      if (state.ofHour.size() >= slump.count()) {
        days.add(median(state.ofHour));
      }
      if (days.size() > DAYS) {
        days.removeFirst();
      }
      state.ofHour = new ArrayList<>();
    }
    state.hour = Math.max(state.hour, hour);
  }

  private boolean isLow(State state) {
    List<Double> usual = state.usual();
    if (state.recent.size() < slump.count() || usual.isEmpty() || usual.size() < slump.learn()) {
      return false;
    }
    List<Double> latest = new ArrayList<>(state.recent.size());
    for (int i = 0; i < state.recent.size(); i++) {
      latest.add(state.recent.get(i).amount);
    }
    return median(latest) < slump.factor() * median(usual);
  }

  /** Of an even number, the upper of the two in the middle. */
  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(0.0);
  }

  @Override
  public void advance(long time, Consumer<Sighting> out) {
    if (sweptAt == Long.MIN_VALUE || time - sweptAt > HOUR) {
      sweptAt = time;
      long hour = Math.floorDiv(time, HOUR);
      keys.sweep((_, state) -> hour - state.hour > (long) DAYS * HOURS);
    }
  }

  @Override
  public long due() {
    return Long.MAX_VALUE;
  }

  @Override
  public long evicted() {
    return keys.evicted();
  }

  @Override
  public void save(StateWriter out) {
    out.number(sweptAt);
    keys.save(
        out,
        (state, to) -> {
          state.days.forEach(day -> save(day, to));
          to.number(state.hour);
          save(state.ofHour, to);
          state.recent.save(to);
        });
  }

  private static void save(List<Double> values, StateWriter to) {
    to.number(values.size());
    values.forEach(to::decimal);
  }

  @Override
  public void restore(StateReader in) {
    sweptAt = in.number();
    keys.restore(
        in,
        from -> {
          State state = new State();
          state.days.replaceAll(_ -> read(from));
          state.hour = from.number();
          state.ofHour = read(from);
          state.recent = FreshMarks.read(from);
          return state;
        });
  }

  private static List<Double> read(StateReader from) {
    List<Double> values = new ArrayList<>();
    for (long left = from.number(); left > 0; left--) {
      values.add(from.decimal());
    }
    return values;
  }
}
