package songlam.core.correlate.window;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import songlam.core.correlate.window.MarkRing.Mark;
import songlam.core.event.EcsField;
import songlam.core.event.Event;

/**
 * Count, distinct values or sum over a window per key; with a second event to follow, a sequence. A
 * sliding window is open at its old end: an event exactly {@code window} old has left it.
 */
final class ThresholdWatch implements Watch {
  private static final long SWEEP_EVERY = 30_000;

  private final Condition condition;
  private final Predicate<Event> matches;
  private final Predicate<Event> follows;
  private final Room room = new Room();
  private final Keys<KeyWindow> keys =
      new Keys<>(() -> new KeyWindow(room), (_, window) -> window.forget());
  private long sweptAt = Long.MIN_VALUE;

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
    KeyWindow state = keys.touch(key);
    state.add(new Mark(event, value(event), amount(event)));
    prune(state, event.timestamp());
    if (!sequence && holds(state)) {
      out.accept(sighting(key, state, state.handOver(""), event.timestamp()));
    }
    room.make(keys);
  }

  @Override
  public void advance(long time, Consumer<Sighting> out) {
    if (sweptAt == Long.MIN_VALUE || time - sweptAt > SWEEP_EVERY) {
      sweptAt = time;
      keys.sweep(
          (_, state) -> {
            prune(state, time);
            return state.isEmpty();
          });
    }
  }

  @Override
  public long due() {
    return Long.MAX_VALUE;
  }

  @Override
  public long evicted() {
    return keys.evicted() + room.cuts();
  }

  @Override
  public void save(StateWriter out) {
    out.number(sweptAt).number(room.cuts());
    keys.save(out, KeyWindow::save);
  }

  @Override
  public void restore(StateReader in) {
    sweptAt = in.number();
    room.restore(in.number());
    keys.restore(in, from -> KeyWindow.read(from, room));
  }

  private void follow(Event event, Consumer<Sighting> out) {
    String key = condition.keyOf(event);
    KeyWindow state = key == null ? null : keys.known(key);
    if (key == null || state == null) {
      return;
    }
    prune(state, event.timestamp());
    if (holds(state)) {
      List<Contribution> fresh = state.handOver(Contribution.BEFORE);
      fresh.add(new Contribution(event.documentId(), event.timestamp(), Contribution.THEN, event));
      out.accept(sighting(key, state, fresh, event.timestamp()));
    }
  }

  private void prune(KeyWindow state, long time) {
    state.prune(condition.frame().leftBy(time, condition.window()));
  }

  private boolean holds(KeyWindow state) {
    if (state.size() < condition.count()) {
      return false;
    }
    if (condition.distinct() != null) {
      return state.distinct() >= condition.atLeast();
    }
    return condition.sum() == null || state.sum() >= condition.atLeast();
  }

  private static Sighting sighting(String key, KeyWindow state, List<Contribution> fresh, long at) {
    return new Sighting(key, fresh, state.distinct(), state.sum(), at, false);
  }

  /** A number that is none, or has no end, counts for nothing. */
  static double amount(Event event, EcsField field) {
    double amount = event.get(field) instanceof Number number ? number.doubleValue() : 0;
    return Double.isFinite(amount) ? amount : 0;
  }

  private @Nullable String value(Event event) {
    EcsField field = condition.distinct();
    return field == null ? null : event.text(field);
  }

  private double amount(Event event) {
    EcsField field = condition.sum();
    return field == null ? 0 : amount(event, field);
  }
}
