package songlam.core.journal;

import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What the platform must know of itself even when the search store is away: accounts, tokens, the
 * CA, the rule sets that hold and held, flow templates, what feeds have told, checkpoints. Small
 * values, kept for good; each write is durable when the call returns. Safe for many threads.
 */
public interface SystemStore {
  /** The families of keys, each a table of its own. */
  enum Family {
    ACCOUNTS,
    TOKENS,
    LINKS,
    CERTIFICATES,
    RULES,
    FLOW_TEMPLATES,
    TAIL_POSITIONS,
    FEED_ITEMS,
    CHECKPOINTS,
    OUTBOX,
    SETTINGS
  }

  Optional<byte[]> get(Family family, String key);

  void put(Family family, String key, byte[] value);

  void delete(Family family, String key);

  /** Calls the consumer with each key and value of the family, in the order of the keys. */
  void scan(Family family, BiConsumer<String, byte[]> consumer);
}
