package songlam.rules;

import java.util.Optional;
import java.util.function.BiConsumer;
import songlam.core.journal.SystemStore;

/** A life's view of the system store: after its end nothing is written any more. */
final class MortalStore implements SystemStore {
  private final SystemStore store;
  private boolean dead;

  MortalStore(SystemStore store) {
    this.store = store;
  }

  synchronized void die() {
    dead = true;
  }

  @Override
  public Optional<byte[]> get(Family family, String key) {
    return store.get(family, key);
  }

  @Override
  public synchronized void put(Family family, String key, byte[] value) {
    if (!dead) {
      store.put(family, key, value);
    }
  }

  @Override
  public synchronized void delete(Family family, String key) {
    if (!dead) {
      store.delete(family, key);
    }
  }

  @Override
  public void scan(Family family, BiConsumer<String, byte[]> consumer) {
    store.scan(family, consumer);
  }
}
