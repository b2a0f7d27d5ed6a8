package songlam.collectors.listen.pcap;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
  private final ScheduledExecutorService decoder;
  private @Nullable Future<Void> stopping;

  public PcapOverIpListener(Vertx vertx, PcapOverIpConfig config, Intake intake, Caps caps) {
    this.vertx = vertx;
    this.config = config;
    this.intake = intake;
    this.server = new TcpServer(vertx, config.source(), config.at(), intake);
    this.senders = new Senders(config, intake, caps, new SharedRoom());
    this.decoder =
        Executors.newSingleThreadScheduledExecutor(
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
        .onSuccess(
            _ ->
                decoder.scheduleWithFixedDelay(
                    senders::flush, Senders.MOST_WAIT, Senders.MOST_WAIT, TimeUnit.NANOSECONDS))
        .toCompletionStage();
  }

  @Override
  public Health check() {
    Health bound = server.check();
    return bound.up() ? new Health(true, detail(bound.detail())) : bound;
  }

  private Text detail(Text at) {
    int present = server.senders();
    long packets = senders.packets();
    long others = senders.undecoded();
    return new Text(
        "%s: %d bộ cảm biến đang gửi, %d gói, %d gói không phải IP"
            .formatted(at.vi(), present, packets, others),
        "%s: %d sensors sending, %d packets, %d without IP"
            .formatted(at.en(), present, packets, others));
  }

  /** Packets received so far, for the health page and tests. */
  public long packets() {
    return senders.packets();
  }

  @Override
  public synchronized CompletionStage<Void> stop() {
    Future<Void> stopped = stopping;
    if (stopped == null) {
      senders.stop();
      stopped = server.close().compose(_ -> handOn()).onComplete(_ -> decoder.shutdown());
      stopping = stopped;
    }
    return stopped.toCompletionStage();
  }

  private Future<Void> handOn() {
    return Future.fromCompletionStage(CompletableFuture.runAsync(senders::flush, decoder));
  }
}
