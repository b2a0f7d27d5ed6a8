package songlam.core.correlate.window;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Predicate;
import songlam.core.event.Event;

/**
 * The last {@code count} events of a key come at intervals whose coefficient of variation is at
 * most {@code factor}, the mean interval between one second and the window: a machine calls home.
 */
final class RhythmWatch implements Watch {
  private static final long SHORTEST_MILLIS = 1_000;

  private final Condition condition;
  private final Predicate<Event> matches;
  private final Keys<Deque<Happening>> keys = new Keys<>(ArrayDeque::new);

  RhythmWatch(Condition condition) {
    this.condition = condition;
    this.matches = condition.matcher();
  }

  @Override
  public void on(Happening happening, Consumer<Sighting> out) {
    String key = matches.test(happening.event()) ? condition.keyOf(happening.event()) : null;
    if (key == null) {
      return;
    }
    Deque<Happening> events = keys.touch(key);
    if (!events.isEmpty() && happening.time() - events.getLast().time() > condition.window()) {
      events.clear();
    }
    events.addLast(happening);
    if (events.size() > condition.count()) {
      events.removeFirst();
    }
    if (events.size() == condition.count() && isRegular(events)) {
      out.accept(new Sighting(key, new ArrayList<>(events), events.size(), 0, 0, happening.time()));
    }
  }

  private boolean isRegular(Deque<Happening> events) {
    double sum = 0;
    double squares = 0;
    long before = Long.MIN_VALUE;
    for (Happening happening : events) {
      if (before != Long.MIN_VALUE) {
        double interval = happening.time() - before;
        sum += interval;
        squares += interval * interval;
      }
      before = happening.time();
    }
    int intervals = events.size() - 1;
    double mean = sum / intervals;
    double variance = Math.max(0, squares / intervals - mean * mean);
    return mean >= SHORTEST_MILLIS && Math.sqrt(variance) <= condition.factor() * mean;
  }

  @Override
  public void advance(long time, Consumer<Sighting> out) {
    keys.sweep(
        (_, events) -> events.isEmpty() || time - events.getLast().time() > condition.window());
  }

  @Override
  public long safeOffset(long none) {
    return keys.least(none, events -> events.isEmpty() ? none : events.getFirst().offset());
  }

  @Override
  public long evicted() {
    return keys.evicted();
  }
}
