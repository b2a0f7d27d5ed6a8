package songlam.console.desk;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import songlam.core.correlate.pack.Pack;
import songlam.core.correlate.pack.PackShelf;
import songlam.core.pipeline.RuleShelf;
import songlam.core.rule.InForce;
import songlam.core.rule.RuleSets;

/**
 * Brings what is in force to the running platform, where it differs from what runs. What does not
 * get through holds nothing else back and stands out until it is brought again. For one thread at a
 * time, except {@link #silence}.
 */
final class Enforcement {
  private static final long FIRST_PAUSE_NANOS = 5_000_000_000L;
  private static final long LONGEST_PAUSE_NANOS = 300_000_000_000L;

  private final RuleSets sets;
  private final RuleControl control;
  private final LongSupplier nanos;

  /** The version of each pack that the platform was told last. */
  private Map<String, String> running = new TreeMap<>();

  /** Rules that raise nothing by their life: of what runs, and while it changes of what comes. */
  private Set<String> byLife;

  /** The rules the platform was told last that tell nobody. */
  private Set<String> silenced;

  /** Whether a switch has not come to the platform. */
  private volatile boolean owed;

  /** Who made the switch that is owed. */
  private String owedBy = "";

  private Activation activation =
      new Activation() {
        @Override
        public void prepare(Pack pack) {}

        @Override
        public void packs(Map<String, String> versions) {}

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
    start.packs().forEach((id, pack) -> running.put(id, pack.version()));
    sets.packs().keep(start);
    this.told = sets.change(start).name();
    this.byLife = start.silent();
    this.silenced = silent();
  }

  RuleShelf sets() {
    return sets;
  }

  PackShelf packs() {
    return sets.packs();
  }

  /** Why something that is in force has not come to the platform: by pack, {@code ""} for none. */
  Map<String, String> behind() {
    Map<String, String> all = new TreeMap<>(behind);
    if (owed) {
      all.putIfAbsent("", "the journal has not taken which rules are switched off");
    }
    return all;
  }

  /** Whether to bring it again: 5 s after it failed, then twice as long each time, up to 5 min. */
  boolean isDue() {
    return (owed || !behind.isEmpty()) && nanos.getAsLong() - dueAt >= 0;
  }

  /**
   * From now on changes reach the running platform. Which Sigma rules and packs hold is told at
   * once: a crash between a change and its entry is made good here, and so is a new release of the
   * product.
   */
  void connect(Activation platform) {
    activation = platform;
    platform.sigma(sets.current().name());
    platform.packs(running);
  }

  /**
   * @param by who changed it
   * @throws RuntimeException the first of those that kept something from the platform, when all
   *     else was brought
   */
  void bring(InForce inForce, String by) {
    failing = new TreeMap<>();
    first = null;
    attempt("", () -> hush(inForce.silent(), by));
    attempt("", () -> bringSigma(inForce));
    attempt("", () -> bringPacks(inForce));
    attempt("", () -> settle(inForce.silent(), by));
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

  /** What is to be silent is so before the packs that hold it: between the two it would be told. */
  private synchronized void hush(Set<String> coming, String by) {
    Set<String> both = new TreeSet<>(byLife);
    both.addAll(coming);
    byLife = both;
    if (!silenced.containsAll(silent())) {
      silence(by);
    }
  }

  private synchronized void settle(Set<String> silent, String by) {
    byLife = silent;
    silence(by);
  }

  /**
   * Tells which rules raise nothing as people have switched them by now: what is told last is what
   * they see. Waits for no change of rules that is under way. For any thread.
   *
   * @param by who switched
   */
  synchronized void silence(String by) {
    Set<String> silent = silent();
    String who = by.isEmpty() ? owedBy : by;
    try {
      activation.silent(silent, who);
    } catch (RuntimeException e) {
      owed = true;
      owedBy = who;
      dueAt = nanos.getAsLong() + FIRST_PAUSE_NANOS;
      throw e;
    }
    silenced = silent;
    owed = false;
    owedBy = "";
  }

  private Set<String> silent() {
    Set<String> silent = new TreeSet<>(byLife);
    silent.addAll(control.off());
    return silent;
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

  /** A pack that cannot be made ready stays as it is. */
  private void bringPacks(InForce inForce) {
    sets.packs().keep(inForce);
    Map<String, String> next = new TreeMap<>(running);
    next.keySet().retainAll(inForce.packs().keySet());
    inForce
        .packs()
        .forEach(
            (id, pack) -> {
              if (!pack.version().equals(next.get(id))) {
                attempt(
                    id,
                    () -> {
                      activation.prepare(pack);
                      next.put(id, pack.version());
                    });
              }
            });
    if (!next.equals(running)) {
      activation.packs(next);
      running = next;
    }
  }
}
