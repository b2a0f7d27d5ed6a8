package songlam.core.rule;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import songlam.core.detect.Detector;
import songlam.core.detect.sigma.SigmaRules;
import songlam.core.journal.SystemStore;
import songlam.core.journal.SystemStore.Family;
import songlam.core.pipeline.RuleSet;
import songlam.core.pipeline.RuleShelf;

/**
 * The sets of Sigma rules and filters that hold or held. Of each a manifest is kept in the system
 * store as long as the journal needs it: versions of rules never change, so with it, and the texts
 * that were taken in from elsewhere, a set is built again. The last few stay built. Packs that hold
 * or held are kept beside them.
 */
public final class RuleSets implements RuleShelf {
  private static final Logger LOG = LoggerFactory.getLogger(RuleSets.class);
  private static final String KEY = "set/";
  private static final int MOST_BUILT = 3;

  private final SystemStore store;
  private final RuleLives lives;
  private final KeptTexts texts;
  private final KeptPacks packs;

  /** The one used last stands last. */
  private final Map<String, Detector> built = new LinkedHashMap<>(8, 0.75f, true);

  private final Object keeping = new Object();
  private volatile RuleSet current = new RuleSet("", _ -> List.of());

  /**
   * A shelf on which nothing holds yet.
   *
   * @param lives keep the versions of the rules
   * @param shipped reads what ships, what was taken in from elsewhere, and what fields mean, the
   *     last two from this folder
   */
  public RuleSets(SystemStore store, RuleLives lives, Function<Path, Shipped> shipped) {
    this.store = store;
    this.lives = lives;
    this.texts = new KeptTexts(store, shipped);
    this.packs = new KeptPacks(store);
  }

  /**
   * Makes the set that holds from now on; it can be found again when the call returns. The stream
   * goes on with the former one until its reader comes to the entry that names this one.
   *
   * @param inForce what these lives come to now
   */
  public RuleSet change(InForce inForce) {
    SigmaManifest manifest = inForce.manifest();
    String name = manifest.name();
    RuleSet before = current;
    if (name.equals(before.name())) {
      return before;
    }
    Detector known = built(name);
    RuleSet set = new RuleSet(name, known == null ? inForce.detector(before.detector()) : known);
    synchronized (keeping) {
      texts.keep(lives.shipped());
      if (store.get(Family.RULES, KEY + name).isEmpty()) {
        store.put(Family.RULES, KEY + name, manifest.text());
      }
      current = set;
    }
    keepBuilt(name, set.detector());
    return set;
  }

  /** The packs that hold and held. */
  public KeptPacks packs() {
    return packs;
  }

  @Override
  public RuleSet current() {
    return current;
  }

  @Override
  public Optional<Detector> find(String name) {
    Detector known = built(name);
    if (known != null) {
      return Optional.of(known);
    }
    try {
      Optional<Detector> again =
          store
              .get(Family.RULES, KEY + name)
              .map(SigmaManifest::read)
              // One with more in it than was understood has another name.
              .filter(manifest -> manifest.name().equals(name))
              .flatMap(this::build);
      again.ifPresent(
          detector -> {
            LOG.info("rules: set {} was built again, for what was detected with it", name);
            keepBuilt(name, detector);
          });
      return again;
    } catch (RuntimeException e) {
      LOG.warn("rules: set {} cannot be built again", name, e);
      return Optional.empty();
    }
  }

  @Override
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    store.scan(
        Family.RULES,
        (key, _) -> {
          if (key.startsWith(KEY)) {
            names.add(key.substring(KEY.length()));
          }
        });
    return names;
  }

  @Override
  public void forget(String name) {
    synchronized (keeping) {
      if (name.equals(current.name())) {
        return;
      }
      store.delete(Family.RULES, KEY + name);
      forgetTexts();
    }
    synchronized (built) {
      built.remove(name);
    }
  }

  /** Of which set a manifest that cannot be read is, nobody knows: then all texts are kept. */
  private void forgetTexts() {
    Set<String> needed = new HashSet<>(Set.of(lives.shipped().digest()));
    List<String> unreadable = new ArrayList<>();
    store.scan(
        Family.RULES,
        (key, value) -> {
          if (key.startsWith(KEY)) {
            try {
              needed.add(SigmaManifest.read(value).shipped());
            } catch (RuntimeException e) {
              unreadable.add(key + ": " + e.getMessage());
            }
          }
        });
    if (unreadable.isEmpty()) {
      texts.keepOnly(needed);
    } else {
      LOG.warn("rules: no texts of former sets are thrown away: {}", unreadable);
    }
  }

  private Optional<Detector> build(SigmaManifest manifest) {
    Shipped now = lives.shipped();
    Optional<Shipped> shipped =
        now.digest().equals(manifest.shipped()) ? Optional.of(now) : texts.find(manifest.shipped());
    if (shipped.isEmpty()) {
      LOG.warn("rules: what ships is not what it was (expected: {})", manifest.shipped());
      return Optional.empty();
    }
    List<String> missing = new ArrayList<>();
    manifest
        .chosen()
        .forEach(
            (id, chosen) -> {
              missing(id, chosen.released(), missing);
              missing(id, chosen.shadow(), missing);
            });
    if (!missing.isEmpty()) {
      LOG.warn("rules: versions are not what they were: {}", String.join(", ", missing));
      return Optional.empty();
    }
    SigmaInForce again =
        new SigmaInForce(
            manifest,
            shipped.get(),
            (id, version) ->
                SigmaRules.texts(
                    Map.of(id + " v" + version, lives.piece(id, version).text()),
                    shipped.get().mapping()));
    return Optional.of(again.detector(current.detector()));
  }

  private void missing(String id, SigmaManifest.@Nullable Version version, List<String> missing) {
    if (version == null || version.number() == RuleLife.SHIPPED) {
      return;
    }
    boolean isThere =
        lives.find(id).stream()
            .flatMap(life -> life.versions().stream())
            .anyMatch(one -> one.number() == version.number());
    if (!isThere || !lives.piece(id, version.number()).digest().equals(version.digest())) {
      missing.add(id + " v" + version.number());
    }
  }

  private @Nullable Detector built(String name) {
    synchronized (built) {
      return built.get(name);
    }
  }

  private void keepBuilt(String name, Detector detector) {
    synchronized (built) {
      built.put(name, detector);
      while (built.size() > MOST_BUILT) {
        built.remove(built.keySet().iterator().next());
      }
    }
  }
}
