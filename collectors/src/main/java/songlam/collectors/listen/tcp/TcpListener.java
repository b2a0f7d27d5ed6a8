package songlam.collectors.listen.tcp;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.nio.channels.ClosedChannelException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import songlam.collectors.listen.CanaryPorts;
import songlam.collectors.listen.Door;
import songlam.collectors.listen.Listener;
import songlam.core.event.Reason;
import songlam.core.pipeline.Intake;

/**
 * Syslog over TCP, and over TLS (RFC 5425) with a certificate. A sender is slowed down, never
 * skipped: a connection whose records the journal has not taken yet is not read.
 */
public final class TcpListener implements Listener {
  private static final int HANDSHAKE_SECONDS = 5;

  private final Vertx vertx;
  private final TcpConfig config;
  private final Intake intake;
  private final Clock clock;
  private final CanaryPorts canaries;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> peers = new ConcurrentHashMap<>();
  private @Nullable NetServer server;
  private volatile int actualPort;
  private volatile Health health = Health.notStarted();

  /** One that canaries do not come to. */
  public TcpListener(Vertx vertx, TcpConfig config, Intake intake, Clock clock) {
    this(vertx, config, intake, clock, new CanaryPorts());
  }

  /**
   * @param canaries from where they come
   */
  public TcpListener(
      Vertx vertx, TcpConfig config, Intake intake, Clock clock, CanaryPorts canaries) {
    this.vertx = vertx;
    this.config = config;
    this.intake = intake;
    this.clock = clock;
    this.canaries = canaries;
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
        new NetServerOptions().setHost(config.host()).setPort(config.port()).setReuseAddress(true);
    if (config.tls() != null) {
      options
          .setSsl(true)
          .setKeyCertOptions(config.tls())
          .setSslHandshakeTimeout(HANDSHAKE_SECONDS)
          .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS);
    }
    NetServer opened =
        vertx
            .createNetServer(options)
            .connectHandler(this::connected)
            .exceptionHandler(this::failedBefore);
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
  public Optional<Door> door() {
    if (!health.up() || !config.session().isEmpty()) {
      return Optional.empty();
    }
    Door.Kind kind = config.tls() == null ? Door.Kind.TCP : Door.Kind.TLS;
    return Optional.of(Door.at(kind, config.host(), actualPort));
  }

  @Override
  public CompletionStage<Void> stop() {
    health = Health.stopped();
    NetServer open = server;
    server = null;
    if (open == null) {
      return Future.<Void>succeededFuture().toCompletionStage();
    }
    List<Future<Void>> ending = connections.stream().map(Connection::ended).toList();
    return open.close().compose(_ -> Future.join(ending)).<Void>mapEmpty().toCompletionStage();
  }

  private void connected(NetSocket socket) {
    String peer = socket.remoteAddress().hostAddress();
    if (connections.size() >= config.mostConnections() || ofPeer(peer) >= mostOfOnePeer()) {
      intake.dropped(config.source(), Reason.PEER_LIMIT, 1);
      socket.close();
      return;
    }
    Connection connection =
        new Connection(vertx, socket, config, intake, clock, canaries, this::gone);
    connections.add(connection);
    peers.merge(connection.peer(), 1, Integer::sum);
    connection.begin();
  }

  private void gone(Connection connection) {
    if (connections.remove(connection)) {
      peers.computeIfPresent(connection.peer(), (_, count) -> count == 1 ? null : count - 1);
    }
  }

  private int ofPeer(String peer) {
    return peers.getOrDefault(peer, 0);
  }

  /** One sender that opens connections without end leaves room for the others. */
  private int mostOfOnePeer() {
    return Math.max(1, config.mostConnections() / 2);
  }

  /** A handshake that never came to its end, or was none. One that was only hung up is no loss. */
  private void failedBefore(Throwable failure) {
    if (failure instanceof ClosedChannelException) {
      return;
    }
    boolean isSlow = String.valueOf(failure.getMessage()).contains("timed out");
    intake.dropped(config.source(), isSlow ? Reason.PEER_LIMIT : Reason.MALFORMED, 1);
  }
}
