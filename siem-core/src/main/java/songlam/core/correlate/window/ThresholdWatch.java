package songlam.core.correlate.window;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import songlam.core.correlate.window.MarkRing.Mark;
import songlam.core.event.EcsField;
import songlam.core.event.Event;

/**
 * Count, distinct values or sum over a sliding window per key; with a second event to follow, a
 * sequence. The window is open at its old end: an event exactly {@code window} old has left it.
 */
final class ThresholdWatch implements Watch {
  /** Events counted per key; a condition that asks for more cannot be read from a file. */
  private static final int MOST_PER_KEY = 65_536;

  /** Events kept whole over all keys, events counted over all keys. */
  private static final int MOST_WHOLE = 100_000;

  private static final int MOST_COUNTED = 2_000_000;
  private static final long SWEEP_EVERY = 30_000;

  private final Condition condition;
  private final Predicate<Event> matches;
  private final Predicate<Event> follows;
  private final Keys<State> keys = new Keys<>(State::new, this::forget);
  private long sweptAt = Long.MIN_VALUE;
  private long counted;
  private long whole;
  private long cut;

  /** What one key's window holds. */
  private static final class State {
    private final MarkRing marks;
    private @Nullable Tally values;
    private double sum;

    /** So many of the oldest marks were in a sighting already. */
    private int handed;

    State() {
      this(new MarkRing());
    }

    State(MarkRing marks) {
      this.marks = marks;
    }

    int distinct() {
      return values == null ? 0 : values.size();
    }
  }

  ThresholdWatch(Condition condition) {
    this.condition = condition;
    this.matches = condition.matcher();
    this.follows = condition.follower();
  }

  @Override
  public void on(Event event, Consumer<Sighting> out) {
    boolean sequence = condition.kind() == Condition.Kind.SEQUENCE;
    if (sequence && follows.test(event)) {
      follow(event, out);
    }
    String key = matches.test(event) ? condition.keyOf(event) : null;
    if (key == null) {
      return;
    }
    State state = keys.touch(key);
    add(state, event);
    prune(state, event.timestamp());
    if (!sequence && holds(state)) {
      out.accept(sighting(key, state, hand(state, ""), event.timestamp()));
    }
    while ((whole > MOST_WHOLE || counted > MOST_COUNTED) && keys.size() > 1) {
      keys.evictEldest();
    }
  }

  @Override
  public void advance(long time, Consumer<Sighting> out) {
    if (sweptAt == Long.MIN_VALUE || time - sweptAt > SWEEP_EVERY) {
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
          state.marks.save(to);
          to.number(state.handed).decimal(state.sum);
        });
  }

  @Override
  public void restore(StateReader in) {
    sweptAt = in.number();
    cut = in.number();
    keys.restore(
        in,
        from -> {
          State state = new State(MarkRing.read(from));
          state.handed = (int) from.number();
          for (int i = 0; i < state.marks.size(); i++) {
            count(state, state.marks.get(i));
          }
          state.sum = from.decimal();
          whole += state.marks.whole();
          return state;
        });
  }

  private void follow(Event event, Consumer<Sighting> out) {
    String key = condition.keyOf(event);
    State state = key == null ? null : keys.known(key);
    if (key == null || state == null) {
      return;
    }
    prune(state, event.timestamp());
    if (holds(state)) {
      List<Contribution> fresh = hand(state, Contribution.BEFORE);
      fresh.add(new Contribution(event.documentId(), event.timestamp(), Contribution.THEN, event));
      out.accept(sighting(key, state, fresh, event.timestamp()));
    }
  }

  private boolean holds(State state) {
    if (state.marks.size() < condition.count()) {
      return false;
    }
    if (condition.distinct() != null) {
      return state.distinct() >= condition.atLeast();
    }
    return condition.sum() == null || state.sum >= condition.atLeast();
  }

  private static List<Contribution> hand(State state, String stage) {
    List<Contribution> fresh = new ArrayList<>(state.marks.size() - state.handed + 1);
    for (int i = state.handed; i < state.marks.size(); i++) {
      fresh.add(state.marks.get(i).contribution(stage));
    }
    state.handed = state.marks.size();
    return fresh;
  }

  private static Sighting sighting(String key, State state, List<Contribution> fresh, long at) {
    return new Sighting(key, fresh, state.distinct(), state.sum, at, false);
  }

  private void add(State state, Event event) {
    Mark mark = new Mark(event, value(event), amount(event));
    whole += state.marks.add(mark);
    count(state, mark);
    if (state.marks.size() > MOST_PER_KEY) {
      cut += state.handed > 0 ? 0 : 1;
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
  }

  private void prune(State state, long now) {
    while (state.marks.size() > 0 && state.marks.get(0).time <= now - condition.window()) {
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
    state.sum -= oldest.amount;
  }

  private void forget(State state) {
    counted -= state.marks.size();
    whole -= state.marks.whole();
  }

  private @Nullable String value(Event event) {
    EcsField field = condition.distinct();
    return field == null ? null : event.text(field);
  }

  private double amount(Event event) {
    EcsField field = condition.sum();
    return field != null && event.get(field) instanceof Number number ? number.doubleValue() : 0;
  }
}
