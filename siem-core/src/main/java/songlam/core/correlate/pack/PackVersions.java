package songlam.core.correlate.pack;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import songlam.core.correlate.contain.ContainedRules;

/**
 * The versions of packs, compiled: those people have now, and former ones that a snapshot or the
 * journal names. Safe for many threads.
 */
final class PackVersions {
  private static final Logger LOG = LoggerFactory.getLogger(PackVersions.class);

  private final PackShelf shelf;
  private final PackFaults faults;
  private final Map<PackVersion, Compiled> compiled = new ConcurrentHashMap<>();

  /** What each pack is now, whether the journal has come to it or not. */
  private final Map<String, Compiled> now = new ConcurrentHashMap<>();

  /** A version of a pack, ready to run. */
  record Compiled(Pack pack, ContainedRules rules) {}

  /**
   * @param faults hears of versions that cannot be made again
   */
  PackVersions(PackShelf shelf, PackFaults faults) {
    this.shelf = shelf;
    this.faults = faults;
  }

  /**
   * Compiles what a pack is from now on.
   *
   * @throws songlam.core.config.ConfigException when its DRL does not compile
   */
  Compiled prepare(Pack pack) {
    Compiled made = compile(PackVersion.of(pack), pack);
    now.put(pack.id(), made);
    return made;
  }

  /**
   * The same at a start, which one pack does not hold up: a fault tells of what does not compile.
   */
  void prepareIfPossible(Pack pack) {
    try {
      Compiled _ = prepare(pack);
    } catch (RuntimeException e) {
      LOG.error("pack {} does not come into force as it is now", pack.id(), e);
      faults.pack(pack.id(), "pack", e);
    }
  }

  /**
   * The version of these names. In the place of one that cannot be made again stands what the pack
   * is now, and a fault says so.
   *
   * @return null when there is neither
   */
  @Nullable Compiled find(PackVersion version) {
    Compiled known = compiled.get(version);
    if (known != null) {
      return known;
    }
    try {
      Pack again = shelf.find(version).orElse(null);
      if (again != null) {
        LOG.info("pack {}: version {} was made again", version.pack(), version.version());
        return compile(version, again);
      }
      faults.version(version, "it is not kept");
    } catch (RuntimeException e) {
      faults.version(version, String.valueOf(e.getMessage()));
    }
    return now.get(version.pack());
  }

  /** What the pack is now; null when there is none. */
  @Nullable Compiled now(String pack) {
    return now.get(pack);
  }

  /** No other versions than these, and those of now, will be asked for. */
  void keepOnly(Set<PackVersion> needed) {
    List<Pack> current = now.values().stream().map(Compiled::pack).toList();
    compiled
        .keySet()
        .removeIf(
            one ->
                !needed.contains(one)
                    && current.stream().map(PackVersion::of).noneMatch(one::equals));
    shelf.keepOnly(needed);
  }

  private Compiled compile(PackVersion version, Pack pack) {
    return compiled.computeIfAbsent(version, _ -> new Compiled(pack, RuleBase.compile(pack)));
  }
}
