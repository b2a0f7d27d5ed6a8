package songlam.core.normalise;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds the value of the longest prefix that holds an address. Immutable once filled. */
final class NetworkMap<V> {
  private static final int CACHED = 65_536;

  private final TreeMap<Integer, Map<Half, V>> byLength = new TreeMap<>();
  private final Map<String, Found<V>> cache =
      Collections.synchronizedMap(
          new LinkedHashMap<>(1_024, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Found<V>> eldest) {
              return size() > CACHED;
            }
          });

  private record Half(long high, long low) {}

  private record Found<V>(@Nullable V value) {}

  void put(Network network, V value) {
    byLength
        .computeIfAbsent(network.length(), _ -> new HashMap<>())
        .put(new Half(network.high(), network.low()), value);
  }

  /** The value, or null when no prefix holds the address or it is none. */
  @Nullable V find(String address) {
    if (byLength.isEmpty()) {
      return null;
    }
    Found<V> known = cache.get(address);
    if (known == null) {
      known = new Found<>(search(address));
      cache.put(address, known);
    }
    return known.value();
  }

  private @Nullable V search(String address) {
    long[] halves;
    try {
      halves = Network.address(address);
    } catch (IllegalArgumentException notOne) {
      return null;
    }
    for (Map.Entry<Integer, Map<Half, V>> prefixes : byLength.descendingMap().entrySet()) {
      int length = prefixes.getKey();
      Half base = new Half(Network.mask(halves[0], length, 0), Network.mask(halves[1], length, 64));
      V value = prefixes.getValue().get(base);
      if (value != null) {
        return value;
      }
    }
    return null;
  }
}
