package songlam.core.normalise;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import songlam.core.event.AddressBlock;
import songlam.core.event.IpAddress;

/** Finds the value of the longest prefix that holds an address. Immutable once filled. */
final class NetworkMap<V> {
  private static final int CACHED = 65_536;

  private final TreeMap<Integer, Map<AddressBlock, V>> byLength = new TreeMap<>();
  private final Map<String, Found<V>> cache =
      Collections.synchronizedMap(
          new LinkedHashMap<>(1_024, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Found<V>> eldest) {
              return size() > CACHED;
            }
          });

  private record Found<V>(@Nullable V value) {}

  void put(AddressBlock network, V value) {
    byLength.computeIfAbsent(network.length(), _ -> new HashMap<>()).put(network, value);
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
    IpAddress known = IpAddress.of(address);
    if (known == null) {
      return null;
    }
    for (Map.Entry<Integer, Map<AddressBlock, V>> prefixes : byLength.descendingMap().entrySet()) {
      V value = prefixes.getValue().get(AddressBlock.around(known, prefixes.getKey()));
      if (value != null) {
        return value;
      }
    }
    return null;
  }
}
