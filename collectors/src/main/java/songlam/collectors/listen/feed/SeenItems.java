package songlam.collectors.listen.feed;

import java.util.Collections;
import java.util.Set;
import songlam.core.event.Cap;
import songlam.core.event.Caps;

/**
 * Which items were handed on already. Kept in memory: after a restart the items still in a feed are
 * handed on once more and end as the same story, because their document id is made of their
 * address.
 */
final class SeenItems {
  private final Set<String> addresses;

  SeenItems(Caps caps) {
    this.addresses = Collections.newSetFromMap(caps.bounded(Cap.FEED_MEMORY));
  }

  synchronized boolean has(String address) {
    return addresses.contains(address);
  }

  synchronized void add(String address) {
    addresses.add(address);
  }
}
