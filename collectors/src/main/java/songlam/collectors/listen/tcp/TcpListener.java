package songlam.collectors.listen.tcp;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import songlam.collectors.listen.Listener;
import songlam.core.event.Reason;
import songlam.core.pipeline.Intake;

/**
 * Syslog over TCP, and over TLS (RFC 5425) with a certificate. A sender is slowed down, never
 * skipped: a connection whose records the journal has not taken yet is not read.
 */
public final class TcpListener implements Listener {
  private final Vertx vertx;
  private final TcpConfig config;
  private final Intake intake;
  private final Clock clock;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private @Nullable NetServer server;
  private volatile int actualPort;
  private volatile Health health = new Health(false, "not started");

  public TcpListener(Vertx vertx, TcpConfig config, Intake intake, Clock clock) {
    this.vertx = vertx;
    this.config = config;
    this.intake = intake;
    this.clock = clock;
  }

  @Override
  public String source() {
    return config.source();
  }

  /** The port bound; 0 before the start. */
  public int port() {
    return actualPort;
  }

  @Override
  public CompletionStage<Void> start() {
    NetServerOptions options =
        new NetServerOptions()
            .setHost(config.host())
            .setPort(config.port())
            .setReuseAddress(true)
            .setIdleTimeout(config.idleSeconds());
    if (config.tls() != null) {
      options.setSsl(true).setKeyCertOptions(config.tls());
    }
    NetServer opened = vertx.createNetServer(options).connectHandler(this::connected);
    server = opened;
    return opened
        .listen()
        .onSuccess(
            bound -> {
              actualPort = bound.actualPort();
              String how = config.tls() == null ? "tcp " : "tls ";
              health = new Health(true, how + config.host() + ":" + actualPort);
            })
        .onFailure(e -> health = new Health(false, String.valueOf(e.getMessage())))
        .<Void>mapEmpty()
        .toCompletionStage();
  }

  @Override
  public Health check() {
    return health;
  }

  @Override
  public CompletionStage<Void> stop() {
    health = new Health(false, "stopped");
    NetServer open = server;
    server = null;
    return (open == null ? Future.<Void>succeededFuture() : open.close())
        .onComplete(_ -> connections.forEach(Connection::closed))
        .toCompletionStage();
  }

  private void connected(NetSocket socket) {
    if (connections.size() >= config.mostConnections()) {
      intake.dropped(config.source(), Reason.PEER_LIMIT, 1);
      socket.close();
      return;
    }
    Connection connection =
        new Connection(vertx, socket, config, intake, clock, connections::remove);
    connections.add(connection);
    connection.begin();
  }
}
