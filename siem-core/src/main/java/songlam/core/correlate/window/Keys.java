package songlam.core.correlate.window;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** State by key, least recently touched first, bounded. */
final class Keys<S> {
  private final LinkedHashMap<String, S> states = new LinkedHashMap<>(64, 0.75f, true);
  private final Supplier<S> fresh;
  private final BiConsumer<String, S> letGo;
  private long evicted;

  Keys(Supplier<S> fresh) {
    this(fresh, (_, _) -> {});
  }

  /**
   * @param letGo hears of each key that goes for want of room, and of its state
   */
  Keys(Supplier<S> fresh, BiConsumer<String, S> letGo) {
    this.fresh = fresh;
    this.letGo = letGo;
  }

  S touch(String key) {
    S state = states.get(key);
    if (state == null) {
      state = fresh.get();
      states.put(key, state);
      if (states.size() > Watch.MOST_KEYS) {
        evictEldest();
      }
    }
    return state;
  }

  /** Lets the key go that was touched longest ago. */
  void evictEldest() {
    Iterator<Map.Entry<String, S>> entries = states.entrySet().iterator();
    Map.Entry<String, S> eldest = entries.next();
    entries.remove();
    letGo.accept(eldest.getKey(), eldest.getValue());
    evicted++;
  }

  int size() {
    return states.size();
  }

  @Nullable S known(String key) {
    return states.get(key);
  }

  /** Forgets a key whose time is over. */
  void remove(String key) {
    states.remove(key);
  }

  /** Visits every key; one for which the visitor says true is let go. */
  void sweep(BiPredicate<String, S> over) {
    states.entrySet().removeIf(entry -> over.test(entry.getKey(), entry.getValue()));
  }

  /** Visits every key, the one longest untouched first. */
  void forEach(BiConsumer<String, S> visitor) {
    states.forEach(visitor);
  }

  /** The least of a number over all keys. */
  long least(ToLongFunction<S> number) {
    long least = Long.MAX_VALUE;
    for (S state : states.values()) {
      least = Math.min(least, number.applyAsLong(state));
    }
    return least;
  }

  long evicted() {
    return evicted;
  }

  void save(StateWriter out, BiConsumer<S, StateWriter> one) {
    out.number(evicted).number(states.size());
    for (Map.Entry<String, S> entry : states.entrySet()) {
      out.text(entry.getKey());
      one.accept(entry.getValue(), out);
    }
  }

  void restore(StateReader in, Function<StateReader, S> one) {
    evicted = in.number();
    for (long left = in.number(); left > 0; left--) {
      states.put(in.text(), one.apply(in));
    }
  }
}
