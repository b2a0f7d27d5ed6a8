package songlam.collectors.listen;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import songlam.collectors.listen.Listener.Health;
import songlam.core.event.Reason;
import songlam.core.pipeline.Intake;

/**
 * The door of listeners over TCP and TLS: lets senders in as long as there is room for them, counts
 * those it turns away, and is closed when all that came through it is handed on.
 */
public final class TcpServer {
  private static final int HANDSHAKE_SECONDS = 5;

  /** One that was let in. Called on its socket's event loop. */
  public interface Sender {
    /** Begins to read. */
    void begin();

    /** Completes when the socket is closed and all that came through it is handed on. */
    Future<Void> ended();
  }

  private final Vertx vertx;
  private final String source;
  private final TcpPort at;
  private final Intake intake;
  private final Set<Sender> senders = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> peers = new ConcurrentHashMap<>();
  private final FailedHandshakes handshakes = new FailedHandshakes();
  private @Nullable NetServer server;
  private @Nullable Future<Void> closing;
  private volatile int actualPort;
  private volatile Health health = Health.notStarted();

  /**
   * @param source the ledger's row of those that are turned away
   */
  public TcpServer(Vertx vertx, String source, TcpPort at, Intake intake) {
    this.vertx = vertx;
    this.source = source;
    this.at = at;
    this.intake = intake;
  }

  /** Binds; from then on each one let in is handed to the function. */
  public Future<Void> listen(Function<NetSocket, Sender> let) {
    NetServerOptions options =
        new NetServerOptions().setHost(at.host()).setPort(at.port()).setReuseAddress(true);
    if (at.tls() != null) {
      options
          .setSsl(true)
          .setKeyCertOptions(at.tls())
          .setSslHandshakeTimeout(HANDSHAKE_SECONDS)
          .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS);
    }
    NetServer opened =
        vertx
            .createNetServer(options)
            .connectHandler(socket -> connected(socket, let))
            .exceptionHandler(this::failedBefore);
    server = opened;
    return opened
        .listen()
        .onSuccess(
            bound -> {
              actualPort = bound.actualPort();
              String how = at.tls() == null ? "tcp " : "tls ";
              health = new Health(true, how + at.host() + ":" + actualPort);
            })
        .onFailure(e -> health = new Health(false, String.valueOf(e.getMessage())))
        .mapEmpty();
  }

  /** The port bound; 0 before. */
  public int port() {
    return actualPort;
  }

  /** How many are there now. */
  public int senders() {
    return senders.size();
  }

  /** Whether it is bound, and where, or why not; with TLS whom it could not understand. */
  public Health check() {
    Health now = health;
    return now.up() ? new Health(true, handshakes.after(now.detail())) : now;
  }

  /**
   * Lets nobody in any more, hangs up, and waits until all that came is handed on. Whoever asks
   * again waits for the same.
   */
  public synchronized Future<Void> close() {
    health = Health.stopped();
    NetServer open = server;
    if (open == null) {
      return closing == null ? Future.succeededFuture() : closing;
    }
    server = null;
    // Not before the close: until then somebody may still have been on the way in.
    Future<Void> closed = open.close().compose(_ -> Future.join(ending())).mapEmpty();
    closing = closed;
    return closed;
  }

  private List<Future<Void>> ending() {
    return senders.stream().map(Sender::ended).toList();
  }

  /** One at a time: nobody comes in past the bound, or when the door is shut. */
  private synchronized void connected(NetSocket socket, Function<NetSocket, Sender> let) {
    if (server == null) {
      socket.close();
      return;
    }
    String peer = socket.remoteAddress().hostAddress();
    if (senders.size() >= at.mostConnections() || ofPeer(peer) >= mostOfOnePeer()) {
      intake.dropped(source, Reason.PEER_LIMIT, 1);
      socket.close();
      return;
    }
    Sender sender = let.apply(socket);
    senders.add(sender);
    peers.merge(peer, 1, Integer::sum);
    sender.ended().onComplete(_ -> gone(sender, peer));
    sender.begin();
  }

  private void gone(Sender sender, String peer) {
    if (senders.remove(sender)) {
      peers.computeIfPresent(peer, (_, count) -> count == 1 ? null : count - 1);
    }
  }

  private int ofPeer(String peer) {
    return peers.getOrDefault(peer, 0);
  }

  /** One sender that opens connections without end leaves room for the others. */
  private int mostOfOnePeer() {
    return Math.max(1, at.mostConnections() / 2);
  }

  /** A handshake that never came to its end, or was none. One that was only hung up is no loss. */
  private void failedBefore(Throwable failure) {
    if (failure instanceof ClosedChannelException) {
      return;
    }
    handshakes.failed(failure);
    boolean isSlow = String.valueOf(failure.getMessage()).contains("timed out");
    intake.dropped(source, isSlow ? Reason.PEER_LIMIT : Reason.MALFORMED, 1);
  }
}
