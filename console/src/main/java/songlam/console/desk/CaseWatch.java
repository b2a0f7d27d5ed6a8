package songlam.console.desk;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import songlam.core.rule.InForce;
import songlam.core.rule.trial.CasesInForce.Broken;

/**
 * Runs the cases of what is in force whenever that has changed, beside the live stream, and says
 * which of them break. Safe for many threads.
 */
public final class CaseWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CaseWatch.class);

  private final RuleDesk rules;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("cases").daemon().priority(Thread.MIN_PRIORITY).factory());
  private @Nullable InForce looked;
  private volatile boolean running;
  private volatile boolean closed;
  private volatile List<Broken> broken = List.of();

  public CaseWatch(RuleDesk rules) {
    this.rules = rules;
  }

  /**
   * Has the cases run if what is in force has changed since, and no run is under way: then the next
   * look has. Does not wait for that.
   */
  public synchronized void look() {
    InForce now = rules.inForce();
    if (now != looked && !running && !closed) {
      looked = now;
      running = true;
      worker.execute(() -> run(now));
    }
  }

  /** The cases that broke when they were run last. */
  public List<Broken> broken() {
    return broken;
  }

  private void run(InForce now) {
    try {
      take(rules.gate().inForce().broken(rules.lives(), now, () -> closed));
    } catch (RuntimeException e) {
      LOG.warn("the cases of what is in force", e);
      take(List.of(new Broken("all", "could not be run: " + e.getMessage())));
    } finally {
      running = false;
    }
  }

  private void take(List<Broken> found) {
    if (closed) {
      return;
    }
    found.stream()
        .filter(one -> !broken.contains(one))
        .forEach(one -> LOG.warn("rule {}: breaks its case {}", one.rule(), one.name()));
    broken = List.copyOf(found);
  }

  @Override
  public void close() {
    closed = true;
    worker.shutdown();
  }
}
