package songlam.core.rule.proof;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import songlam.core.correlate.Alert;
import songlam.core.correlate.pack.Pack;
import songlam.core.correlate.pack.Rule;
import songlam.core.correlate.window.Condition;
import songlam.core.event.Event;
import songlam.core.event.RawRecord;
import songlam.core.pipeline.Detected;
import songlam.core.query.EventMatcher;
import songlam.core.rule.InForce;
import songlam.core.rule.trial.FindingRules;

/** The canaries under way, by their sessions. Safe for many threads. */
public final class CanaryRuns {
  private final Supplier<InForce> inForce;
  private final Clock clock;
  private final AtomicLong number = new AtomicLong();
  private final Map<String, CanaryRun> runs = new ConcurrentHashMap<>();

  public CanaryRuns(Supplier<InForce> inForce, Clock clock) {
    this.inForce = inForce;
    this.clock = clock;
  }

  /** A canary is about to be sent. */
  public CanaryRun begin(Canary canary) {
    long now = clock.millis();
    String name = Long.toString(now, Character.MAX_RADIX) + "-" + number.incrementAndGet();
    CanaryRun run = new CanaryRun(canary, name, now);
    runs.put(name, run);
    return run;
  }

  /** Nobody waits for it any more. */
  public void end(CanaryRun run) {
    runs.remove(run.name());
  }

  /** How many are under way. */
  public int underWay() {
    return runs.size();
  }

  void seen(Detected detected) {
    CanaryRun run = of(detected.session());
    if (run != null) {
      boolean tells = !detected.rules().isEmpty() && isToldOf(detected.event());
      run.seen(detected, tells, clock.millis());
    }
  }

  void lost(String session, boolean parsed, String detail) {
    CanaryRun run = of(session);
    if (run != null) {
      run.lost(parsed, detail, clock.millis());
    }
  }

  /** An alert of a canary left its pack. */
  public void alerted(String session, Alert alert) {
    CanaryRun run = of(session);
    if (run != null) {
      run.alerted(alert);
    }
  }

  private @Nullable CanaryRun of(String session) {
    return runs.get(RawRecord.canaryRun(session));
  }

  /** Whether a pack's rule about findings tells of a single event like this. */
  private boolean isToldOf(Event event) {
    InForce now = inForce.get();
    for (Pack pack : now.packs().values()) {
      for (Rule rule : pack.rules()) {
        if (FindingRules.isAboutFindings(rule)
            && !now.silent().contains(pack.id() + "/" + rule.id())
            && rule.when() instanceof Condition condition
            && tells(condition, event)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean tells(Condition condition, Event event) {
    return condition.kind() == Condition.Kind.THRESHOLD
        && condition.count() <= 1
        && condition.atLeast() <= 1
        && condition.groupBy().stream().allMatch(event::has)
        && EventMatcher.matches(condition.match(), event);
  }
}
