package songlam.core.correlate.window;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import songlam.core.correlate.window.MarkRing.Mark;
import songlam.core.correlate.window.Shape.Measure;
import songlam.core.detect.match.Numbers;

/**
 * A measure of what came within the window, per key. Bounds that more of the same cannot end are
 * judged at each event over a sliding window, open at its old end. Others are judged once, when a
 * window that the key's first event opened has closed; what comes at that very moment opens the
 * next.
 */
final class AggregateOperator implements Operator {
  private static final int MOST_PER_KEY = 65_536;
  private static final int MOST_WHOLE = 100_000;
  private static final int MOST_COUNTED = 2_000_000;
  private static final long SWEEP_EVERY = 30_000;

  private final Shape.Aggregate shape;
  private final boolean closing;
  private final long window;
  private final Keys<State> keys = new Keys<>(State::new, this::forget);
  private final Deadlines closes = new Deadlines();
  private long sweptAt = Long.MIN_VALUE;
  private long opened;
  private long counted;
  private long whole;
  private long cut;

  private static final class State {
    private MarkRing marks = new MarkRing();
    private @Nullable Tally values;
    private final Amounts amounts = new Amounts();
    private double sum;

    /** So many of the oldest marks were in a sighting already. */
    private int handed;

    /** Kind of the latest event. */
    private int base;

    /** Which opening of a window this is, and when it closes. */
    private long number;

    private long closesAt;

    int distinct() {
      return values == null ? 0 : values.size();
    }
  }

  AggregateOperator(Shape.Aggregate shape, long window) {
    this.shape = shape;
    this.window = window;
    this.closing = shape.bounds().areCapped();
  }

  @Override
  public void on(Arrival arrival, Outlet out) {
    closeUntil(arrival.at(), out);
    String value = arrival.value();
    double amount = isNumeric() && value != null ? Numbers.of(value.strip()) : 0;
    if (shape.measure() != Measure.COUNT && (value == null || Double.isNaN(amount))) {
      return;
    }
    State state = keys.touch(arrival.key());
    if (closing && state.marks.size() == 0) {
      open(state, arrival);
    }
    boolean isDistinct = shape.measure() == Measure.DISTINCT;
    add(state, new Mark(arrival.event(), arrival.at(), isDistinct ? value : null, amount));
    state.base = arrival.base();
    if (!closing) {
      prune(state, arrival.at());
      judge(state, arrival.key(), arrival.at(), out);
    }
    while ((whole > MOST_WHOLE || counted > MOST_COUNTED) && keys.size() > 1) {
      keys.evictEldest();
    }
  }

  private boolean isNumeric() {
    return shape.measure() != Measure.COUNT && shape.measure() != Measure.DISTINCT;
  }

  private void open(State state, Arrival arrival) {
    state.number = ++opened;
    state.closesAt = arrival.at() + window;
    closes.add(new Deadlines.Deadline(state.closesAt, opened, arrival.key()));
  }

  private void closeUntil(long time, Outlet out) {
    Deadlines.Deadline due = closes.pollUntil(time);
    for (; due != null; due = closes.pollUntil(time)) {
      State state = keys.known(due.key());
      if (state != null && state.number == due.number()) {
        judge(state, due.key(), due.at(), out);
        forget(state);
        keys.remove(due.key());
      }
    }
  }

  private void judge(State state, String key, long at, Outlet out) {
    double measured = measured(state);
    if (!shape.bounds().hold(measured)) {
      return;
    }
    List<Contribution> fresh = new ArrayList<>();
    for (int i = state.handed; i < state.marks.size(); i++) {
      fresh.add(state.marks.get(i).contribution(""));
    }
    state.handed = state.marks.size();
    Mark latest = state.marks.get(state.marks.size() - 1);
    out.holds(
        new Sighting(key, fresh, state.distinct(), measured, at, false), latest.event, state.base);
  }

  private double measured(State state) {
    return switch (shape.measure()) {
      case COUNT -> state.marks.size();
      case DISTINCT -> state.distinct();
      case SUM -> state.sum;
      case AVERAGE -> state.sum / state.marks.size();
      case PERCENTILE -> state.amounts.percentile(shape.percent());
      case MEDIAN -> state.amounts.median();
    };
  }

  private void add(State state, Mark mark) {
    whole += state.marks.add(mark);
    count(state, mark);
    if (state.marks.size() > MOST_PER_KEY) {
      cut++;
      remove(state);
    }
  }

  private void count(State state, Mark mark) {
    counted++;
    if (mark.value != null) {
      state.values = state.values == null ? new Tally() : state.values;
      state.values.add(mark.value);
    }
    state.sum += mark.amount;
    if (isSorted()) {
      state.amounts.add(mark.amount);
    }
  }

  private boolean isSorted() {
    return shape.measure() == Measure.PERCENTILE || shape.measure() == Measure.MEDIAN;
  }

  private void prune(State state, long now) {
    while (state.marks.size() > 0 && state.marks.get(0).time <= now - window) {
      remove(state);
    }
  }

  private void remove(State state) {
    int before = state.marks.whole();
    Mark oldest = state.marks.removeFirst();
    whole -= before - state.marks.whole();
    counted--;
    state.handed = Math.max(0, state.handed - 1);
    if (oldest.value != null && state.values != null) {
      state.values.remove(oldest.value);
    }
    state.sum = state.marks.size() == 0 ? 0 : state.sum - oldest.amount;
    if (isSorted()) {
      state.amounts.remove(oldest.amount);
    }
  }

  private void forget(State state) {
    counted -= state.marks.size();
    whole -= state.marks.whole();
  }

  @Override
  public void advance(long time, Outlet out) {
    closeUntil(time, out);
    if (!closing && (sweptAt == Long.MIN_VALUE || time - sweptAt > SWEEP_EVERY)) {
      sweptAt = time;
      keys.sweep(
          (_, state) -> {
            prune(state, time);
            return state.marks.size() == 0;
          });
    }
  }

  @Override
  public long due() {
    return closes.next();
  }

  @Override
  public long evicted() {
    return keys.evicted() + cut;
  }

  @Override
  public void save(StateWriter out) {
    out.number(sweptAt).number(opened).number(cut);
    keys.save(
        out,
        (state, to) -> {
          state.marks.save(to);
          to.number(state.handed).number(state.base).decimal(state.sum);
          to.number(state.number).number(state.closesAt);
        });
  }

  @Override
  public void restore(StateReader in) {
    sweptAt = in.number();
    opened = in.number();
    cut = in.number();
    keys.restore(in, this::read);
    keys.forEach(this::reopen);
  }

  private State read(StateReader in) {
    State state = new State();
    state.marks = MarkRing.read(in);
    for (int i = 0; i < state.marks.size(); i++) {
      count(state, state.marks.get(i));
    }
    whole += state.marks.whole();
    state.handed = (int) in.number();
    state.base = (int) in.number();
    state.sum = in.decimal();
    state.number = in.number();
    state.closesAt = in.number();
    return state;
  }

  private void reopen(String key, State state) {
    if (closing) {
      closes.add(new Deadlines.Deadline(state.closesAt, state.number, key));
    }
  }
}
