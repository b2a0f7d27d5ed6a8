package songlam.core.event;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** How often each bound was reached since the start. Safe for many threads. */
public final class Caps {
  private final Map<Cap, LongAdder> counts = new EnumMap<>(Cap.class);
  private final Map<Cap, LongSupplier> elsewhere = new ConcurrentHashMap<>();

  public Caps() {
    for (Cap cap : Cap.values()) {
      counts.put(cap, new LongAdder());
    }
  }

  /** Something was let go, cut or turned away. */
  public void reached(Cap cap) {
    Objects.requireNonNull(counts.get(cap)).increment();
  }

  /** Reads a bound whose part counts for itself. */
  public void read(Cap cap, LongSupplier count) {
    elsewhere.put(cap, count);
  }

  public long count(Cap cap) {
    LongSupplier own = elsewhere.get(cap);
    return Objects.requireNonNull(counts.get(cap)).sum() + (own == null ? 0 : own.getAsLong());
  }

  /** A map that lets its eldest entry go beyond the cap, and counts it. Not safe for threads. */
  public <K, V> Map<K, V> bounded(Cap cap) {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        boolean isOver = size() > cap.limit();
        if (isOver) {
          reached(cap);
        }
        return isOver;
      }
    };
  }
}
