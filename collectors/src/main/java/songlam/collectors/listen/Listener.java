package songlam.collectors.listen;

import java.util.concurrent.CompletionStage;

/**
 * One way in: a socket, a file, an interface, a poll. Made by its entry in {@code Listeners} with
 * its configuration and the {@code Intake}; owns its sockets and timers and no other thread than
 * those it says.
 *
 * <p>Failures while running are not thrown: they are counted, shown by {@link #check()} and retried
 * by the supervisor. Retrying is not the listener's work.
 */
public interface Listener {
  /** The configured name of this input: the ledger's row. */
  String source();

  /** Binds or opens; the stage fails with a sentence that says what is in the way. */
  CompletionStage<Void> start();

  /** Whether the listener is likely to receive now, and if not, why. Cheap; any thread. */
  Health check();

  /**
   * Stops taking in, lets what was taken reach the intake, then closes. The port is free when the
   * stage completes. Calling it twice is harmless.
   */
  CompletionStage<Void> stop();

  /**
   * @param up likely to receive
   * @param detail the address bound, or what is wrong
   */
  record Health(boolean up, String detail) {}
}
