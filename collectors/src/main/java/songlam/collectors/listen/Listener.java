package songlam.collectors.listen;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import songlam.core.event.Text;

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
   * Where a client comes in with live records; empty for those that fetch, read back what happened
   * before, or are not up.
   */
  default Optional<Door> door() {
    return Optional.empty();
  }

  /**
   * Stops taking in, lets what was taken reach the intake, then closes. The port is free when the
   * stage completes. Calling it twice is harmless.
   */
  CompletionStage<Void> stop();

  /**
   * @param up likely to receive
   * @param detail the address bound, or what is wrong
   */
  record Health(boolean up, Text detail) {
    static final Text NOT_STARTED = new Text("chưa khởi động", "not started");
    static final Text STOPPED = new Text("đã dừng", "stopped");

    /** What reads the same in every language: an address, a file, an error of the system. */
    public Health(boolean up, String detail) {
      this(up, new Text(detail, detail));
    }

    /** Before {@link Listener#start()}. */
    public static Health notStarted() {
      return new Health(false, NOT_STARTED);
    }

    /** After {@link Listener#stop()}. */
    public static Health stopped() {
      return new Health(false, STOPPED);
    }
  }
}
