package songlam.collectors.listen;

import io.vertx.core.net.PemKeyCertOptions;
import org.jspecify.annotations.Nullable;

/**
 * Where senders come in over TCP, and how many.
 *
 * @param host address to bind
 * @param port TCP port, 0 for any
 * @param tls key and certificate; null for plain TCP
 * @param mostConnections more, or more than half of them from one peer, are turned away and counted
 * @param idleSeconds a connection that is silent for longer is closed
 */
public record TcpPort(
    String host, int port, @Nullable PemKeyCertOptions tls, int mostConnections, int idleSeconds) {
  /** Whether only programs on this machine reach this address. */
  public static boolean isLoopback(String host) {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
  }
}
