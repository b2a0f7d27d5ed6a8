package songlam.collectors.listen.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.TreeMap;
import songlam.core.event.Cap;
import songlam.core.event.Caps;
import songlam.core.journal.SystemStore;
import songlam.core.journal.SystemStore.Family;

/**
 * Which items one input has handed on already, kept over restarts: an item journalled twice would
 * count twice wherever events are counted. Knows addresses by their SHA-256, so that one of any
 * length takes the same room. Safe for many threads; {@link #add} waits for the disk.
 */
final class SeenItems {
  private final SystemStore store;
  private final String prefix;
  private final Caps caps;
  private final SequencedSet<String> known = new LinkedHashSet<>();
  private long next;

  /** Takes up what an input of this name has seen. */
  SeenItems(SystemStore store, String source, Caps caps) {
    this.store = store;
    this.prefix = source + "/";
    this.caps = caps;
    TreeMap<Long, String> inOrder = new TreeMap<>();
    store.scan(
        Family.FEED_ITEMS,
        (key, number) -> {
          if (key.startsWith(prefix)) {
            inOrder.put(ByteBuffer.wrap(number).getLong(), key.substring(prefix.length()));
          }
        });
    known.addAll(inOrder.values());
    next = inOrder.isEmpty() ? 0 : inOrder.lastKey() + 1;
  }

  synchronized boolean has(String address) {
    return known.contains(digest(address));
  }

  /** Durable when it comes back. */
  synchronized void add(String address) {
    String digest = digest(address);
    if (!known.add(digest)) {
      return;
    }
    store.put(
        Family.FEED_ITEMS,
        prefix + digest,
        ByteBuffer.allocate(Long.BYTES).putLong(next++).array());
    if (known.size() > Cap.FEED_MEMORY.limit()) {
      store.delete(Family.FEED_ITEMS, prefix + known.removeFirst());
      caps.reached(Cap.FEED_MEMORY);
    }
  }

  private static String digest(String address) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(address.getBytes(UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has it
    }
  }
}
