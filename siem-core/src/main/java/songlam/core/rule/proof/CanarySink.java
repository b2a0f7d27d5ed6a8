package songlam.core.rule.proof;

import org.jspecify.annotations.Nullable;
import songlam.core.correlate.Alert;
import songlam.core.correlate.AlertSink;

/** Hands people's alerts on, and a canary's to whoever waits for it. */
public record CanarySink(AlertSink next, CanaryRuns runs) implements AlertSink {
  @Override
  public void raise(Alert alert) {
    next.raise(alert);
  }

  @Override
  public void proven(String session, Alert alert) {
    runs.alerted(session, alert);
  }

  @Override
  public void broken(String pack, @Nullable String rule, String why) {
    next.broken(pack, rule, why);
  }

  @Override
  public void settle(String pack, Runnable kept) {
    next.settle(pack, kept);
  }
}
