package songlam.core.correlate.window;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** State by key, least recently touched first, bounded. */
final class Keys<S> {
  private final LinkedHashMap<String, S> states = new LinkedHashMap<>(64, 0.75f, true);
  private final Supplier<S> fresh;
  private long evicted;

  Keys(Supplier<S> fresh) {
    this.fresh = fresh;
  }

  S touch(String key) {
    S state = states.get(key);
    if (state == null) {
      state = fresh.get();
      states.put(key, state);
      if (states.size() > Watch.MOST_KEYS) {
        Iterator<Map.Entry<String, S>> eldest = states.entrySet().iterator();
        eldest.next();
        eldest.remove();
        evicted++;
      }
    }
    return state;
  }

  @Nullable S known(String key) {
    return states.get(key);
  }

  /** Visits every key; one for which the visitor says true is let go. */
  void sweep(BiPredicate<String, S> over) {
    states.entrySet().removeIf(entry -> over.test(entry.getKey(), entry.getValue()));
  }

  long least(long none, ToLongFunction<S> offset) {
    long least = none;
    for (S state : states.values()) {
      least = Math.min(least, offset.applyAsLong(state));
    }
    return least;
  }

  long evicted() {
    return evicted;
  }
}
