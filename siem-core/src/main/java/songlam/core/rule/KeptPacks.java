package songlam.core.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import songlam.core.correlate.pack.Pack;
import songlam.core.correlate.pack.PackShelf;
import songlam.core.correlate.pack.PackVersion;
import songlam.core.journal.SystemStore;
import songlam.core.journal.SystemStore.Family;

/**
 * The recipes of packs that hold or held, in the system store by their versions, as long as a
 * snapshot or the journal needs them. Safe for many threads.
 */
public final class KeptPacks implements PackShelf {
  private static final String KEY = "pack/";

  private final SystemStore store;

  /** Versions of now, whether the journal has come to them or not. */
  private final Map<String, String> now = new HashMap<>();

  public KeptPacks(SystemStore store) {
    this.store = store;
  }

  /**
   * Keeps what the packs are made of that are evaluated now; what is kept already costs nothing.
   */
  public synchronized void keep(InForce inForce) {
    now.clear();
    inForce
        .packs()
        .forEach(
            (id, pack) -> {
              String version = pack.version();
              now.put(id, version);
              String key = key(new PackVersion(id, version));
              if (store.get(Family.RULES, key).isEmpty()) {
                store.put(Family.RULES, key, inForce.recipe(id).text());
              }
            });
  }

  @Override
  public Optional<Pack> find(PackVersion version) {
    return store
        .get(Family.RULES, key(version))
        .map(text -> PackRecipe.read(text).pack())
        .map(pack -> same(version, pack));
  }

  private static Pack same(PackVersion version, Pack pack) {
    if (!pack.id().equals(version.pack()) || !pack.version().equals(version.version())) {
      throw new IllegalStateException(
          version + ": comes to " + pack.id() + "/" + pack.version() + " (expected: itself)");
    }
    return pack;
  }

  @Override
  public synchronized void keepOnly(Set<PackVersion> needed) {
    List<String> gone = new ArrayList<>();
    store.scan(
        Family.RULES,
        (key, _) -> {
          if (key.startsWith(KEY)) {
            gone.add(key);
          }
        });
    needed.forEach(version -> gone.remove(key(version)));
    now.forEach((pack, version) -> gone.remove(key(new PackVersion(pack, version))));
    gone.forEach(key -> store.delete(Family.RULES, key));
  }

  private static String key(PackVersion version) {
    return KEY + version;
  }
}
