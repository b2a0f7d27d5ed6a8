package songlam.collectors.listen;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import songlam.core.event.RawRecord;

/**
 * From which local ports canaries come. The mark is where a record comes from and nothing in it:
 * whoever holds a port open is the only one who can send from it, so no sender can hide by calling
 * itself a canary. Safe for many threads.
 */
public final class CanaryPorts {
  private final Map<String, String> runs = new ConcurrentHashMap<>();

  /**
   * What comes from this address is a canary.
   *
   * @param local the sending end of a socket that stays open until {@link #close}
   * @param run which canary
   */
  public void open(InetSocketAddress local, String run) {
    runs.put(key(local.getAddress().getHostAddress(), local.getPort()), run);
  }

  /** Nothing of that canary comes any more. */
  public void close(String run) {
    runs.values().removeIf(run::equals);
  }

  /** The canary that comes from this address; null for everybody else. */
  public @Nullable String runFrom(String host, int port) {
    return runs.isEmpty() ? null : runs.get(key(host, port));
  }

  /** The record, as a canary when it is one. */
  public RawRecord marked(RawRecord record, String host, int port) {
    String run = runFrom(host, port);
    return run == null ? record : record.asCanary(run);
  }

  private static String key(String host, int port) {
    return host + " " + port;
  }
}
