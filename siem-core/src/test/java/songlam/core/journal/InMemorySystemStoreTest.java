package songlam.core.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import songlam.core.journal.SystemStore.Family;

class InMemorySystemStoreTest {
  /** Snapshots of packs stand in the same family, and are large. */
  @Test
  void aCopyHasWhatItIsAskedForAndChangesNothing() {
    InMemorySystemStore store = new InMemorySystemStore();
    put(store, Family.CHECKPOINTS, "switched/1");
    put(store, Family.CHECKPOINTS, "switched/2");
    put(store, Family.CHECKPOINTS, "pack/a");
    put(store, Family.RULES, "switched/3");
    InMemorySystemStore copy = InMemorySystemStore.of(store, Family.CHECKPOINTS, "switched/");
    assertEquals(Map.of("switched/1", "switched/1", "switched/2", "switched/2"), all(copy));
    copy.delete(Family.CHECKPOINTS, "switched/1");
    assertEquals(3, all(store).size());
  }

  private static void put(SystemStore store, Family family, String key) {
    store.put(family, key, key.getBytes(UTF_8));
  }

  private static Map<String, String> all(SystemStore store) {
    Map<String, String> all = new TreeMap<>();
    store.scan(Family.CHECKPOINTS, (key, value) -> all.put(key, new String(value, UTF_8)));
    return all;
  }
}
