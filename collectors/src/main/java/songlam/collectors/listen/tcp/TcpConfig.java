package songlam.collectors.listen.tcp;

import io.vertx.core.net.PemKeyCertOptions;
import org.jspecify.annotations.Nullable;
import songlam.collectors.listen.TcpPort;

/**
 * @param source name of this input
 * @param type source type that parses the records
 * @param session empty for live records
 * @param host address to bind
 * @param port TCP port, 0 for any
 * @param tls key and certificate; null for plain TCP
 * @param longestBytes longer records are cut and rejected
 * @param mostConnections more, or more than half of them from one peer, are turned away and counted
 * @param idleSeconds a connection that is silent for longer is closed
 */
public record TcpConfig(
    String source,
    String type,
    String session,
    String host,
    int port,
    @Nullable PemKeyCertOptions tls,
    int longestBytes,
    int mostConnections,
    int idleSeconds) {
  TcpPort at() {
    return new TcpPort(host, port, tls, mostConnections, idleSeconds);
  }
}
