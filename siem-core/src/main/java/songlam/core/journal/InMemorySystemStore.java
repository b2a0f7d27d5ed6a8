package songlam.core.journal;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** A system store that lives as long as its process: for tests and for verbs that keep nothing. */
public final class InMemorySystemStore implements SystemStore {
  private final Map<Family, TreeMap<String, byte[]>> families = new EnumMap<>(Family.class);

  /** A copy of what another store has of one family under keys that begin so. */
  public static InMemorySystemStore of(SystemStore store, Family family, String prefix) {
    InMemorySystemStore copy = new InMemorySystemStore();
    store.scan(
        family,
        (key, value) -> {
          if (key.startsWith(prefix)) {
            copy.put(family, key, value);
          }
        });
    return copy;
  }

  @Override
  public synchronized Optional<byte[]> get(Family family, String key) {
    return Optional.ofNullable(table(family).get(key)).map(byte[]::clone);
  }

  @Override
  public synchronized void put(Family family, String key, byte[] value) {
    table(family).put(key, value.clone());
  }

  @Override
  public synchronized void delete(Family family, String key) {
    table(family).remove(key);
  }

  @Override
  public void scan(Family family, BiConsumer<String, byte[]> consumer) {
    Map<String, byte[]> copy;
    synchronized (this) {
      copy = new TreeMap<>(table(family));
    }
    copy.forEach(consumer);
  }

  private TreeMap<String, byte[]> table(Family family) {
    return families.computeIfAbsent(family, _ -> new TreeMap<>());
  }
}
