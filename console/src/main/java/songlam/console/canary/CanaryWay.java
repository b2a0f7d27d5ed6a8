package songlam.console.canary;

import java.io.Closeable;
import java.io.IOException;
import songlam.core.rule.proof.Canary;
import songlam.core.rule.proof.CanaryRun;

/** How canaries reach a listener. */
public interface CanaryWay {
  /** Whether any listener that is up takes records of this type. */
  boolean isOpen(String type);

  /**
   * Sends the canary as a client sends, and returns when the listener has it. The connection stays
   * open, so that its port is nobody else's, until it is closed.
   *
   * @param now wall clock, milliseconds
   * @throws IOException with a sentence when no listener takes it
   */
  Closeable send(Canary canary, CanaryRun run, long now) throws IOException;
}
