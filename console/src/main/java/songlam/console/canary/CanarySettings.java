package songlam.console.canary;

import java.time.Duration;

/**
 * How often rules are proven.
 *
 * @param enabled whether canaries are sent at all
 * @param every how long a proof holds before the rule is tried again
 * @param spacing at least so long between two canaries
 * @param first the first one is sent so long after the start
 * @param patience one that has not come to its end so long after it was read from the journal has
 *     failed; for being read it has ten times as long
 */
public record CanarySettings(
    boolean enabled, Duration every, Duration spacing, Duration first, Duration patience) {
  public static final CanarySettings DEFAULTS =
      new CanarySettings(
          true,
          Duration.ofHours(6),
          Duration.ofSeconds(10),
          Duration.ofMinutes(1),
          Duration.ofSeconds(30));

  /** A rule that failed is tried again after this, or sooner when {@link #every} is shorter. */
  private static final Duration AGAIN = Duration.ofMinutes(10);

  /** How long after a failure the rule is tried again. */
  Duration again() {
    return every.compareTo(AGAIN) < 0 ? every : AGAIN;
  }
}
