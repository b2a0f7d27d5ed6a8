package songlam.console.desk;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import songlam.core.correlate.pack.Pack;
import songlam.core.pipeline.RuleShelf;
import songlam.core.rule.InForce;
import songlam.core.rule.RuleSets;

/**
 * Brings what is in force to the running platform, where it differs from what runs. What does not
 * get through stands out until it is brought again. For one thread at a time.
 */
final class Enforcement {
  private final RuleSets sets;
  private final RuleControl control;
  private final Map<String, Pack> running = new HashMap<>();
  private RuleDesk.Activation activation =
      new RuleDesk.Activation() {
        @Override
        public void pack(Pack pack) {}

        @Override
        public void sigma(String set) {}

        @Override
        public void silent(Set<String> rules, String by) {}
      };
  private String told = "";
  private volatile boolean isBehind;

  /**
   * @param sets takes each set of Sigma rules that comes into force
   * @param start what is in force at the start
   */
  Enforcement(RuleSets sets, RuleControl control, InForce start) {
    this.sets = sets;
    this.control = control;
    this.running.putAll(start.packs());
    this.told = sets.change(start).name();
  }

  RuleShelf sets() {
    return sets;
  }

  /** Whether something that is in force has not come to the platform. */
  boolean isBehind() {
    return isBehind;
  }

  /**
   * From now on changes reach the running platform. Which Sigma rules hold is told at once: a crash
   * between a change and its entry is made good here, and so is a new release of the product.
   */
  void connect(RuleDesk.Activation platform) {
    activation = platform;
    platform.sigma(sets.current().name());
  }

  /**
   * @param by who changed it
   */
  void bring(InForce inForce, String by) {
    isBehind = true;
    String set = sets.change(inForce).name();
    if (!set.equals(told)) {
      activation.sigma(set);
      told = set;
    }
    bringPacks(inForce);
    activation.silent(silent(inForce), by);
    isBehind = false;
  }

  /** Rules that raise nothing: by their life, or switched off. */
  Set<String> silent(InForce inForce) {
    Set<String> silent = new TreeSet<>(inForce.silent());
    silent.addAll(control.off());
    return silent;
  }

  private void bringPacks(InForce inForce) {
    Set<String> gone = new HashSet<>(running.keySet());
    inForce
        .packs()
        .forEach(
            (id, pack) -> {
              Pack before = running.get(id);
              if (before == null || !before.version().equals(pack.version())) {
                activation.pack(pack);
                running.put(id, pack);
              }
              gone.remove(id);
            });
    for (String id : gone) {
      Pack last = running.get(id);
      if (last != null) {
        activation.pack(
            new Pack(id, last.pipeline(), last.owner(), last.sourceTypes(), List.of(), ""));
        running.remove(id);
      }
    }
  }
}
