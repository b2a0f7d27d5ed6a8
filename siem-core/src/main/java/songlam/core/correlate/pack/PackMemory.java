package songlam.core.correlate.pack;

import java.nio.ByteBuffer;
import java.util.Optional;
import songlam.core.journal.SystemStore;
import songlam.core.journal.SystemStore.Family;

/** Keeps a pack's latest snapshot: its state, and the journal offset it has come to. */
final class PackMemory {
  private static final int HEAD = 8;

  private final SystemStore store;
  private final String key;

  /** All that lies before {@code next} is in the state. */
  record Snapshot(long next, byte[] state) {}

  PackMemory(SystemStore store, String pack) {
    this.store = store;
    this.key = "pack/" + pack;
  }

  synchronized void keep(long next, byte[] state) {
    byte[] value = ByteBuffer.allocate(HEAD + state.length).putLong(next).put(state).array();
    store.put(Family.CHECKPOINTS, key, value);
  }

  Optional<Snapshot> recall() {
    return store
        .get(Family.CHECKPOINTS, key)
        .filter(value -> value.length > HEAD)
        .map(
            value -> {
              byte[] state = new byte[value.length - HEAD];
              ByteBuffer in = ByteBuffer.wrap(value);
              long next = in.getLong();
              in.get(state);
              return new Snapshot(next, state);
            });
  }
}
