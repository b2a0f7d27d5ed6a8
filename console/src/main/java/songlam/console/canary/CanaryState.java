package songlam.console.canary;

import org.jspecify.annotations.Nullable;
import songlam.core.event.Text;
import songlam.core.rule.proof.Proof;

/**
 * What is known of one rule that alerts.
 *
 * @param rule a Sigma rule's id, or {@code pack/rule}
 * @param proof of its last canary, null when none was sent
 * @param unprovable why it cannot be proven, null when it can
 * @param underWay whether a canary of it is on its way
 */
public record CanaryState(
    String rule, Text title, @Nullable Proof proof, @Nullable Text unprovable, boolean underWay) {
  /** How a rule stands. */
  public enum Standing {
    PROVEN,
    FAILING,
    /** No canary of this version has come through yet. */
    WAITING,
    UNPROVABLE
  }

  public Standing standing() {
    if (unprovable != null) {
      return Standing.UNPROVABLE;
    }
    if (proof == null) {
      return Standing.WAITING;
    }
    return proof.hasFailed() ? Standing.FAILING : Standing.PROVEN;
  }
}
