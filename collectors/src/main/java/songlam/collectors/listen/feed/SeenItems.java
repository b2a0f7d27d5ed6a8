package songlam.collectors.listen.feed;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which items were handed on already. Kept in memory: after a restart the items still in a feed are
 * handed on once more and end as the same story, because their document id is made of their
 * address.
 */
final class SeenItems {
  private static final int KEPT = 20_000;

  private final Set<String> addresses =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > KEPT;
            }
          });

  synchronized boolean has(String address) {
    return addresses.contains(address);
  }

  synchronized void add(String address) {
    addresses.add(address);
  }
}
