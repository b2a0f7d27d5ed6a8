package songlam.core.correlate.pack;

import java.util.Optional;
import java.util.Set;

/**
 * Where versions of packs are kept that do not hold any more, as long as a snapshot or what follows
 * it in the journal names them. Safe for many threads.
 */
public interface PackShelf {
  /** Keeps none. */
  PackShelf NONE =
      new PackShelf() {
        @Override
        public Optional<Pack> find(PackVersion version) {
          return Optional.empty();
        }

        @Override
        public void keepOnly(Set<PackVersion> needed) {}
      };

  /**
   * Makes the pack again that had these names.
   *
   * @return empty when what it was made of is not kept
   * @throws RuntimeException when that can no longer be read, or comes to another pack
   */
  Optional<Pack> find(PackVersion version);

  /** Throws away all but these and those of now. */
  void keepOnly(Set<PackVersion> needed);
}
