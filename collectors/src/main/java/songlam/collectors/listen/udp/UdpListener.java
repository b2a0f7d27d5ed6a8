package songlam.collectors.listen.udp;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import songlam.collectors.listen.Listener;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;
import songlam.core.pipeline.Intake;

/**
 * One datagram, one record. UDP cannot be slowed down: without room in the intake a datagram is
 * dropped and counted; what the kernel drops because its buffer is full is read from {@code
 * /proc/net/udp} and counted too. Datagrams that arrive together go to the journal together.
 */
public final class UdpListener implements Listener {
  private static final int BATCH = 256;
  private static final long KERNEL_DROPS_EVERY_MILLIS = 1_000;

  private final Vertx vertx;
  private final UdpConfig config;
  private final Intake intake;
  private final Clock clock;
  private final KernelDrops kernelDrops = new KernelDrops();
  private List<RawRecord> batch = new ArrayList<>();
  private boolean flushScheduled;
  private @Nullable DatagramSocket socket;
  private long timer = -1;
  private volatile int actualPort;
  private volatile Health health = new Health(false, "not started");

  public UdpListener(Vertx vertx, UdpConfig config, Intake intake, Clock clock) {
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
    DatagramSocketOptions options =
        new DatagramSocketOptions().setReceiveBufferSize(config.receiveBufferBytes());
    DatagramSocket opened = vertx.createDatagramSocket(options);
    socket = opened;
    opened.handler(this::receive);
    return opened
        .listen(config.port(), config.host())
        .onSuccess(
            bound -> {
              actualPort = bound.localAddress().port();
              health = new Health(true, "udp " + config.host() + ":" + actualPort);
              timer = vertx.setPeriodic(KERNEL_DROPS_EVERY_MILLIS, _ -> countKernelDrops());
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
    vertx.cancelTimer(timer);
    DatagramSocket open = socket;
    socket = null;
    return (open == null ? Future.<Void>succeededFuture() : open.close())
        .onComplete(_ -> flush())
        .toCompletionStage();
  }

  private void receive(DatagramPacket datagram) {
    if (!intake.hasRoom()) {
      intake.dropped(config.source(), Reason.QUEUE_FULL, 1);
      return;
    }
    batch.add(
        new RawRecord(
            config.source(),
            config.type(),
            config.session(),
            clock.millis(),
            datagram.sender().hostAddress(),
            null,
            "",
            datagram.data().getBytes()));
    if (batch.size() >= BATCH) {
      flush();
    } else if (!flushScheduled) {
      flushScheduled = true;
      vertx.setTimer(1, _ -> flush());
    }
  }

  private void flush() {
    flushScheduled = false;
    if (batch.isEmpty()) {
      return;
    }
    List<RawRecord> records = batch;
    batch = new ArrayList<>();
    intake
        .accept(records)
        .exceptionally(
            e -> {
              intake.dropped(config.source(), Reason.DISK_BUDGET, records.size());
              return null;
            });
  }

  private void countKernelDrops() {
    long dropped = kernelDrops.since(actualPort);
    if (dropped > 0) {
      intake.dropped(config.source(), Reason.SOCKET_OVERFLOW, dropped);
    }
  }
}
