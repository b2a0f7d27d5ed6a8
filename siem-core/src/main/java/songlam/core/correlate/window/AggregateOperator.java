package songlam.core.correlate.window;

import java.util.List;
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
  private static final long SWEEP_EVERY = 30_000;

  private final Shape.Aggregate shape;
  private final boolean closing;
  private final long window;
  private final Room room = new Room();
  private final Keys<State> keys =
      new Keys<>(() -> new State(new KeyWindow(room)), (_, state) -> letGo(state));
  private final Deadlines closes = new Deadlines();
  private long sweptAt = Long.MIN_VALUE;
  private long opened;

  private static final class State {
    private final KeyWindow events;
    private final Amounts amounts = new Amounts();

    /** Kind of the latest event. */
    private int base;

    /** Which opening of a window this is, and when it closes. */
    private long number;

    private long closesAt;

    State(KeyWindow events) {
      this.events = events;
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
    if (shape.measure() != Measure.COUNT && (value == null || !Double.isFinite(amount))) {
      return;
    }
    State state = keys.touch(arrival.key());
    if (closing && state.events.isEmpty()) {
      open(state, arrival);
    }
    boolean isDistinct = shape.measure() == Measure.DISTINCT;
    add(state, new Mark(arrival.event(), arrival.at(), isDistinct ? value : null, amount));
    state.base = arrival.base();
    if (!closing) {
      prune(state, arrival.at());
      judge(state, arrival.key(), arrival.at(), out);
    }
    room.make(keys);
  }

  private boolean isNumeric() {
    return shape.measure() != Measure.COUNT && shape.measure() != Measure.DISTINCT;
  }

  private void open(State state, Arrival arrival) {
    state.number = ++opened;
    state.closesAt = arrival.at() + window;
    closes.add(new Deadlines.Deadline(state.closesAt, opened, arrival.key()));
  }

  private void letGo(State state) {
    closes.remove(state.closesAt, state.number);
    state.events.forget();
  }

  private void closeUntil(long time, Outlet out) {
    Deadlines.Deadline due = closes.pollUntil(time);
    for (; due != null; due = closes.pollUntil(time)) {
      State state = keys.known(due.key());
      if (state != null) {
        judge(state, due.key(), due.at(), out);
        state.events.forget();
        keys.remove(due.key());
      }
    }
  }

  private void judge(State state, String key, long at, Outlet out) {
    double measured = measured(state);
    if (!shape.bounds().hold(measured)) {
      return;
    }
    List<Contribution> fresh = state.events.handOver("");
    Mark latest = state.events.get(state.events.size() - 1);
    out.holds(
        new Sighting(key, fresh, state.events.distinct(), measured, at, false),
        latest.event,
        state.base);
  }

  private double measured(State state) {
    return switch (shape.measure()) {
      case COUNT -> state.events.size();
      case DISTINCT -> state.events.distinct();
      case SUM -> state.events.sum();
      case AVERAGE -> state.events.sum() / state.events.size();
      case PERCENTILE -> state.amounts.percentile(shape.percent());
      case MEDIAN -> state.amounts.median();
    };
  }

  private void add(State state, Mark mark) {
    sort(state, mark);
    Mark gone = state.events.add(mark);
    if (gone != null) {
      unsort(state, gone);
    }
  }

  private void sort(State state, Mark mark) {
    if (isSorted()) {
      state.amounts.add(mark.amount);
    }
  }

  private void unsort(State state, Mark mark) {
    if (isSorted()) {
      state.amounts.remove(mark.amount);
    }
  }

  private boolean isSorted() {
    return shape.measure() == Measure.PERCENTILE || shape.measure() == Measure.MEDIAN;
  }

  private void prune(State state, long now) {
    while (state.events.isOldestBy(now - window)) {
      unsort(state, state.events.removeFirst());
    }
  }

  @Override
  public void advance(long time, Outlet out) {
    closeUntil(time, out);
    if (!closing && (sweptAt == Long.MIN_VALUE || time - sweptAt > SWEEP_EVERY)) {
      sweptAt = time;
      keys.sweep(
          (_, state) -> {
            prune(state, time);
            return state.events.isEmpty();
          });
    }
  }

  @Override
  public long due() {
    return closes.next();
  }

  @Override
  public long evicted() {
    return keys.evicted() + room.cuts();
  }

  @Override
  public void save(StateWriter out) {
    out.number(sweptAt).number(opened).number(room.cuts());
    keys.save(
        out,
        (state, to) -> {
          state.events.save(to);
          to.number(state.base);
          to.number(state.number).number(state.closesAt);
        });
  }

  @Override
  public void restore(StateReader in) {
    sweptAt = in.number();
    opened = in.number();
    room.restore(in.number());
    keys.restore(in, this::read);
    keys.forEach(this::reopen);
  }

  private State read(StateReader in) {
    State state = new State(KeyWindow.read(in, room));
    for (int i = 0; i < state.events.size(); i++) {
      sort(state, state.events.get(i));
    }
    state.base = (int) in.number();
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
