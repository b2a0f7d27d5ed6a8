package songlam.collectors.listen.tcp;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import songlam.collectors.listen.CanaryPorts;
import songlam.collectors.listen.Door;
import songlam.collectors.listen.Listener;
import songlam.collectors.listen.TcpServer;
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
  private final CanaryPorts canaries;
  private final TcpServer server;

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
    this.server = new TcpServer(vertx, config.source(), config.at(), intake);
  }

  @Override
  public String source() {
    return config.source();
  }

  /** The port bound; 0 before the start. */
  public int port() {
    return server.port();
  }

  @Override
  public CompletionStage<Void> start() {
    return server
        .listen(socket -> new Connection(vertx, socket, config, intake, clock, canaries))
        .toCompletionStage();
  }

  @Override
  public Health check() {
    return server.check();
  }

  @Override
  public Optional<Door> door() {
    if (!check().up() || !config.session().isEmpty()) {
      return Optional.empty();
    }
    Door.Kind kind = config.tls() == null ? Door.Kind.TCP : Door.Kind.TLS;
    return Optional.of(Door.at(kind, config.host(), port()));
  }

  @Override
  public CompletionStage<Void> stop() {
    return server.close().toCompletionStage();
  }
}
