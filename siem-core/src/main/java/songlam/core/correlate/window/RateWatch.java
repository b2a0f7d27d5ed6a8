package songlam.core.correlate.window;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import songlam.core.correlate.window.MarkRing.Mark;
import songlam.core.event.Event;

/**
 * More events in a window than the key's own baseline times {@code factor}, more than {@code z}
 * standard deviations above it (of a Poisson count: the baseline's root), and at least {@code
 * count}. The baseline is that of {@link Baseline}; a key without a past has one of zero, unless
 * there is something to {@code learn} first. Windows tumble: they begin at multiples of their
 * length. What comes late counts for the baseline only.
 */
final class RateWatch implements Watch {
  private static final int MOST_UNTOLD = 65_536;

  private final Condition condition;
  private final Predicate<Event> matches;
  private final Keys<State> keys = new Keys<>(State::new);
  private long cut;

  /** What was usual for a key before this window may be forgotten. */
  private long knownFrom = Long.MIN_VALUE;

  private static final class State {
    private Baseline baseline = new Baseline();

    /** Of the window that is under way, what came on time. */
    private long count;

    private double sum;

    /** Events of this window that were in no sighting yet. */
    private MarkRing untold = new MarkRing();

    /** Its baseline, which has come to this window or beyond it. */
    Baseline at(long window) {
      if (window > baseline.current()) {
        baseline.moveTo(window);
        count = 0;
        sum = 0;
        untold = new MarkRing();
      }
      return baseline;
    }
  }

  RateWatch(Condition condition) {
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
    long window = window(event.timestamp());
    if (!state.baseline.hasBegun() && window < knownFrom || window < state.baseline.current()) {
      return; // a second look, at a window of which too little is known
    }
    Baseline baseline = state.at(window);
    double amount = amount(event);
    baseline.add(amount);
    state.count++;
    state.sum += condition.sum() == null ? 0 : amount;
    state.untold.add(new Mark(event, null, 0));
    if (state.untold.size() > MOST_UNTOLD) {
      state.untold.removeFirst();
      cut++;
    }
    if (state.count >= condition.count()
        && baseline.known() * condition.window() >= condition.learn()
        && measured(state) >= bound(baseline.mean())) {
      List<Contribution> fresh = new ArrayList<>();
      while (state.untold.size() > 0) {
        fresh.add(state.untold.removeFirst().contribution(""));
      }
      out.accept(new Sighting(key, fresh, 0, state.sum, event.timestamp(), false));
    }
  }

  @Override
  public void late(Event event, long now, Consumer<Sighting> out) {
    String key = matches.test(event) ? condition.keyOf(event) : null;
    if (key == null) {
      return;
    }
    long window = window(event.timestamp());
    if (window < knownFrom || !keys.touch(key).at(window).addLate(window, amount(event))) {
      cut++;
    }
  }

  @Override
  public Past asOf(Past.Since since, Predicate<String> some) {
    RateWatch past = new RateWatch(condition);
    long window = Math.ceilDiv(since.read(), condition.window());
    long late = window(since.late());
    AtomicLong unknown = new AtomicLong();
    keys.forEach(
        (key, state) -> {
          if (past.keys.size() <= Past.MOST_KEYS
              && some.test(key)
              && !state.baseline.isOver(window)) {
            past.keys.touch(key).baseline.begin(state.baseline, window);
            unknown.addAndGet(state.baseline.knows(late) ? 0 : 1);
          }
        });
    past.knownFrom = knownFrom;
    return past.keys.size() > Past.MOST_KEYS ? Past.TOO_MUCH : Past.of(past, unknown.get());
  }

  private long window(long time) {
    return Math.floorDiv(time, condition.window());
  }

  private double amount(Event event) {
    return condition.sum() == null ? 1 : event.number(condition.sum(), 0);
  }

  private double bound(double baseline) {
    double spread = condition.z() > 0 ? baseline + condition.z() * Math.sqrt(baseline) : 0;
    return Math.max(condition.atLeast(), Math.max(condition.factor() * baseline, spread));
  }

  private double measured(State state) {
    return condition.sum() == null ? state.count : state.sum;
  }

  @Override
  public void advance(long time, Consumer<Sighting> out) {
    long window = window(time);
    knownFrom = Math.max(knownFrom, window - Baseline.WINDOWS_OPEN + 1);
    keys.sweep((_, state) -> state.baseline.isOver(window));
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
    out.number(cut).number(knownFrom);
    keys.save(
        out,
        (state, to) -> {
          state.baseline.save(to);
          to.number(state.count).decimal(state.sum);
          state.untold.save(to);
        });
  }

  @Override
  public void restore(StateReader in) {
    cut = in.number();
    knownFrom = in.number();
    keys.restore(
        in,
        from -> {
          State state = new State();
          state.baseline = Baseline.read(from);
          state.count = from.number();
          state.sum = from.decimal();
          state.untold = MarkRing.read(from);
          return state;
        });
  }
}
