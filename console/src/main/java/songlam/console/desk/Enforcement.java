package songlam.console.desk;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import songlam.core.correlate.pack.Pack;
import songlam.core.pipeline.RuleShelf;
import songlam.core.rule.InForce;
import songlam.core.rule.RuleSets;

/**
 * Brings what is in force to the running platform, where it differs from what runs. What does not
 * get through holds nothing else back and stands out until it is brought again. For one thread at a
 * time.
 */
final class Enforcement {
  private static final long FIRST_PAUSE_NANOS = 5_000_000_000L;
  private static final long LONGEST_PAUSE_NANOS = 300_000_000_000L;

  private final RuleSets sets;
  private final RuleControl control;
  private final LongSupplier nanos;
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
  private long pause = FIRST_PAUSE_NANOS;
  private volatile long dueAt;

  /** Why it has not come to the platform: by pack, and under nothing what is of no pack. */
  private volatile Map<String, String> behind = Map.of();

  private Map<String, String> failing = new TreeMap<>();
  private @Nullable RuntimeException first;

  /**
   * @param sets takes each set of Sigma rules that comes into force
   * @param start what is in force at the start
   * @param nanos a clock that never goes back
   */
  Enforcement(RuleSets sets, RuleControl control, InForce start, LongSupplier nanos) {
    this.sets = sets;
    this.control = control;
    this.nanos = nanos;
    this.running.putAll(start.packs());
    this.told = sets.change(start).name();
  }

  RuleShelf sets() {
    return sets;
  }

  /** Why something that is in force has not come to the platform: by pack, {@code ""} for none. */
  Map<String, String> behind() {
    return behind;
  }

  /** Whether to bring it again: 5 s after it failed, then twice as long each time, up to 5 min. */
  boolean isDue() {
    return !behind.isEmpty() && nanos.getAsLong() - dueAt >= 0;
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
   * @throws RuntimeException the first of those that kept something from the platform, when all
   *     else was brought
   */
  void bring(InForce inForce, String by) {
    failing = new TreeMap<>();
    first = null;
    attempt("", () -> bringSigma(inForce));
    bringPacks(inForce);
    attempt("", () -> activation.silent(silent(inForce), by));
    if (first == null) {
      pause = FIRST_PAUSE_NANOS;
      behind = Map.of();
      return;
    }
    dueAt = nanos.getAsLong() + pause;
    pause = Math.min(LONGEST_PAUSE_NANOS, 2 * pause);
    behind = Map.copyOf(failing);
    throw first;
  }

  private void attempt(String pack, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      failing.putIfAbsent(pack, String.valueOf(e.getMessage()));
      first = first == null ? e : first;
    }
  }

  private void bringSigma(InForce inForce) {
    String set = sets.change(inForce).name();
    if (!set.equals(told)) {
      activation.sigma(set);
      told = set;
    }
  }

  /** Rules that raise nothing: by their life, or switched off. */
  Set<String> silent(InForce inForce) {
    Set<String> silent = new TreeSet<>(inForce.silent());
    silent.addAll(control.off());
    return silent;
  }

  private void bringPacks(InForce inForce) {
    inForce
        .packs()
        .forEach(
            (id, pack) -> {
              Pack before = running.get(id);
              if (before == null || !before.version().equals(pack.version())) {
                attempt(id, () -> bring(pack));
              }
            });
    Set<String> gone = new HashSet<>(running.keySet());
    gone.removeAll(inForce.packs().keySet());
    for (String id : gone) {
      Pack last = running.get(id);
      if (last != null) {
        attempt(id, () -> end(last));
      }
    }
  }

  private void bring(Pack pack) {
    activation.pack(pack);
    running.put(pack.id(), pack);
  }

  /** A pack without rules takes its place. */
  private void end(Pack last) {
    activation.pack(
        new Pack(last.id(), last.pipeline(), last.owner(), last.sourceTypes(), List.of(), ""));
    running.remove(last.id());
  }
}
