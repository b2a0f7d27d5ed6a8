package songlam.core.correlate.pack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import songlam.core.journal.SystemStore;
import songlam.core.journal.SystemStore.Family;

/**
 * Keeps a pack's latest snapshot: its version, its state, and the journal offset it has come to.
 * Safe for many threads.
 */
final class PackMemory {
  private static final String KEY = "pack/";
  private static final int HEAD = 8;

  private final SystemStore store;
  private final String key;

  /** Where the latest one has come to. */
  private long keptUpTo;

  /** The version it is of; null when it does not say, or there is none. */
  private @Nullable String keptVersion;

  /**
   * All that lies before {@code next} is in the state.
   *
   * @param version null when it was kept by a release that did not say, empty when the pack has
   *     ended: then there is no state
   * @param state empty too when the pack has failed at what lies before {@code next}
   */
  record Snapshot(long next, @Nullable String version, byte[] state) {
    /** Whether the pack did not hold at its place. */
    boolean isOfNone() {
      return version != null && version.isEmpty();
    }

    /** Whether the pack had failed at its place, so that nothing it knew counts. */
    boolean isOfFailure() {
      return !isOfNone() && state.length == 0;
    }
  }

  PackMemory(SystemStore store, String pack) {
    this.store = store;
    this.key = KEY + pack;
    Snapshot latest = recall().orElse(null);
    this.keptUpTo = latest == null ? 0 : latest.next();
    this.keptVersion = latest == null ? null : latest.version();
  }

  /** Offset behind all that is in the latest snapshot. */
  synchronized long keptUpTo() {
    return keptUpTo;
  }

  /** The version the latest snapshot is of, null when that is not known. */
  synchronized @Nullable String keptVersion() {
    return keptVersion;
  }

  /** The packs of which a snapshot is kept. */
  static Set<String> packs(SystemStore store) {
    Set<String> packs = new TreeSet<>();
    store.scan(
        Family.CHECKPOINTS,
        (key, _) -> {
          if (key.startsWith(KEY)) {
            packs.add(key.substring(KEY.length()));
          }
        });
    return packs;
  }

  /**
   * Keeps a snapshot, unless a later one is kept. The offset stands there inverted: that tells this
   * layout from the former one, which had no version.
   */
  synchronized void keep(long next, String version, byte[] state) {
    if (next < keptUpTo) {
      return;
    }
    byte[] name = version.getBytes(UTF_8);
    ByteBuffer value = ByteBuffer.allocate(HEAD + 2 + name.length + state.length);
    value.putLong(~next).putShort((short) name.length).put(name).put(state);
    store.put(Family.CHECKPOINTS, key, value.array());
    keptUpTo = next;
    keptVersion = version;
  }

  /** Says that from this offset on the pack does not hold. */
  void end(long next) {
    keep(next, "", new byte[0]);
  }

  /** Says that before this offset the pack has failed as this version. */
  void fail(long next, String version) {
    keep(next, version, new byte[0]);
  }

  Optional<Snapshot> recall() {
    return store
        .get(Family.CHECKPOINTS, key)
        .filter(value -> value.length > HEAD)
        .map(value -> read(ByteBuffer.wrap(value)));
  }

  private static Snapshot read(ByteBuffer in) {
    long next = in.getLong();
    String version = null;
    if (next < 0) {
      version = new String(bytes(in, in.getShort()), UTF_8);
    }
    return new Snapshot(next < 0 ? ~next : next, version, bytes(in, in.remaining()));
  }

  private static byte[] bytes(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }
}
