package songlam.core.correlate;

import org.jspecify.annotations.Nullable;

/**
 * Where alerts go: new ones, and known ones that have grown or returned.
 *
 * <p>After a restart a pack goes on from its last snapshot and raises again, word for word, what it
 * had raised since: a sink drops what it has already.
 */
public interface AlertSink {
  /**
   * Called on a pack's thread; hands on and returns. While there is no room it may wait, a few
   * seconds at most: a pack that is slowed down so is not taken for one that is stuck.
   */
  void raise(Alert alert);

  /**
   * A canary's alert has left its pack: whoever waits for it is told, and nobody else.
   *
   * @param session the canary's
   */
  default void proven(String session, Alert alert) {}

  /**
   * A pack, or a rule of its code, had to be switched off.
   *
   * @param rule name in the pack's DRL, null for the pack as a whole
   */
  default void broken(String pack, @Nullable String rule, String why) {}

  /**
   * Asks for a sign that everything a pack raised before this call will survive a crash. A snapshot
   * counts only after that, so an alert is never lost between the two.
   *
   * @param pack whose alerts
   * @param kept run once, on any thread; never, when the alerts cannot be kept
   */
  default void settle(String pack, Runnable kept) {
    kept.run();
  }
}
