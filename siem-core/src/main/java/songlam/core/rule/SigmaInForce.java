package songlam.core.rule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import songlam.core.detect.Detector;
import songlam.core.detect.index.IndexedDetector;
import songlam.core.detect.sigma.SigmaRule;
import songlam.core.detect.sigma.SigmaRules;

/** The Sigma rules and filters of a manifest, read. Immutable. */
final class SigmaInForce {
  private final SigmaManifest manifest;
  private final SigmaRules released;
  private final SigmaRules watched;
  private final Set<String> releasedIds = new HashSet<>();
  private final Set<String> watchedIds = new HashSet<>();

  /**
   * @param shipped what the manifest is over
   * @param read what a version of a rule or filter means, by its id and number
   */
  SigmaInForce(
      SigmaManifest manifest, Shipped shipped, BiFunction<String, Integer, SigmaRules> read) {
    this.manifest = manifest;
    List<Own> ofReleased = new ArrayList<>();
    List<Own> ofWatched = new ArrayList<>();
    manifest
        .chosen()
        .forEach(
            (id, chosen) -> {
              take(id, chosen.released(), ofReleased, releasedIds);
              take(id, chosen.shadow(), ofWatched, watchedIds);
            });
    for (SigmaRule rule : shipped.sigma().rules()) {
      if (!manifest.chosen().containsKey(rule.id())) {
        RuleState state = shipped.state(rule.id());
        if (state == RuleState.RELEASED) {
          releasedIds.add(rule.id());
        } else if (state == RuleState.SHADOW) {
          watchedIds.add(rule.id());
        }
      }
    }
    this.released = union(shipped, ofReleased, read);
    this.watched = union(shipped, ofWatched, read);
  }

  /** What ships, with the versions that are released over it; also rules not in force. */
  SigmaRules released() {
    return released;
  }

  /** What ships, with the versions in shadow over it; also rules not in force. */
  SigmaRules watched() {
    return watched;
  }

  /** Whether a rule is evaluated and alerts. */
  boolean isReleased(String id) {
    return releasedIds.contains(id);
  }

  /**
   * Looks for every rule that is released, and for those in shadow, which it says of them.
   *
   * @param former the detector it replaces
   */
  Detector detector(Detector former) {
    List<IndexedDetector.Rule> all =
        new ArrayList<>(released.conditions(rule -> releasedIds.contains(rule.id())));
    shadows(watched.conditions(rule -> watchedIds.contains(rule.id())), all);
    for (Map.Entry<String, SigmaManifest.Chosen> one : manifest.chosen().entrySet()) {
      if (one.getValue().counted()) {
        // Found in shadow under the id of an exception: what it keeps back.
        shadows(released.keptBack(one.getKey(), rule -> releasedIds.contains(rule.id())), all);
      }
    }
    return IndexedDetector.after(former, all);
  }

  private static void shadows(List<IndexedDetector.Rule> rules, List<IndexedDetector.Rule> all) {
    for (IndexedDetector.Rule rule : rules) {
      all.add(new IndexedDetector.Rule(rule.ref().inShadow(), rule.route(), rule.condition()));
    }
  }

  /** A version of the installation's own. */
  private record Own(String id, int version) {}

  private static void take(
      String id, SigmaManifest.@Nullable Version version, List<Own> own, Set<String> ids) {
    if (version != null) {
      ids.add(id);
      if (version.number() != RuleLife.SHIPPED) {
        own.add(new Own(id, version.number()));
      }
    }
  }

  private static SigmaRules union(
      Shipped shipped, List<Own> own, BiFunction<String, Integer, SigmaRules> read) {
    List<SigmaRules> all = new ArrayList<>();
    all.add(shipped.sigma());
    all.addAll(own.parallelStream().map(one -> read.apply(one.id(), one.version())).toList());
    return SigmaRules.union(all);
  }
}
