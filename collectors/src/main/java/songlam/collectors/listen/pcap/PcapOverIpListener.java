package songlam.collectors.listen.pcap;

import io.vertx.core.Vertx;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import songlam.collectors.listen.Listener;
import songlam.collectors.listen.TcpServer;
import songlam.core.event.Caps;
import songlam.core.event.Text;
import songlam.core.pipeline.Intake;

/**
 * PCAP-over-IP: a sender connects and sends a capture, as {@code tcpdump -w - | nc} does. The
 * protocol has no acknowledgement: a sender that is too fast is read more slowly, what the network
 * or the sender loses nobody sees. Each sender has a flow table and a clock of its own, so that a
 * wrong one cuts nobody else's flows; together they have the room of one sensor. Owns one thread,
 * which decodes for all of them in turn, away from the event loops that others share.
 *
 * <p>It has no door for canaries: they send records, not packets.
 */
public final class PcapOverIpListener implements Listener {
  private final Vertx vertx;
  private final PcapOverIpConfig config;
  private final Intake intake;
  private final TcpServer server;
  private final Senders senders;
  private final ExecutorService decoder;

  public PcapOverIpListener(Vertx vertx, PcapOverIpConfig config, Intake intake, Caps caps) {
    this.vertx = vertx;
    this.config = config;
    this.intake = intake;
    this.server = new TcpServer(vertx, config.source(), config.at(), intake);
    this.senders = new Senders(config, intake, caps, new SharedRoom());
    this.decoder =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("capture-" + config.source()).factory());
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
        .listen(
            socket ->
                new SendingSensor(
                    vertx,
                    socket,
                    config.at(),
                    decoder,
                    new SentCapture(config, intake, senders, socket.remoteAddress().hostAddress())))
        .toCompletionStage();
  }

  @Override
  public Health check() {
    Health bound = server.check();
    return bound.up() ? new Health(true, detail(bound.detail().en())) : bound;
  }

  private Text detail(String at) {
    int present = server.senders();
    long packets = senders.packets();
    long others = senders.undecoded();
    return new Text(
        "%s: %d bộ cảm biến đang gửi, %d gói, %d gói không phải IP"
            .formatted(at, present, packets, others),
        "%s: %d sensors sending, %d packets, %d without IP"
            .formatted(at, present, packets, others));
  }

  /** Packets received so far, for the health page and tests. */
  public long packets() {
    return senders.packets();
  }

  @Override
  public CompletionStage<Void> stop() {
    senders.stop();
    return server.close().onComplete(_ -> decoder.shutdown()).toCompletionStage();
  }
}
