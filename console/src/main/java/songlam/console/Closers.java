package songlam.console;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What must be closed, in reverse order of its making; one that fails does not keep the rest. */
final class Closers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Closers.class);

  private final Deque<Named> closers = new ArrayDeque<>();

  private record Named(String name, AutoCloseable closer) {}

  /** Registers and hands back. */
  <T extends AutoCloseable> T add(String name, T closer) {
    closers.push(new Named(name, closer));
    return closer;
  }

  @Override
  public void close() {
    while (!closers.isEmpty()) {
      Named next = closers.pop();
      LOG.debug("closing: {}", next.name());
      try {
        next.closer().close();
      } catch (Exception e) {
        LOG.warn("closing {}: {}", next.name(), e.toString());
      }
    }
  }
}
