package songlam.collectors.listen.udp;

import static java.net.StandardSocketOptions.SO_RCVBUF;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import songlam.collectors.listen.CanaryPorts;
import songlam.collectors.listen.Door;
import songlam.collectors.listen.Listener;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;
import songlam.core.event.Text;
import songlam.core.pipeline.Intake;

/**
 * One datagram, one record. UDP cannot be slowed down: without room in the intake a datagram is
 * dropped and counted; what the kernel drops because its buffer is full is read from {@code
 * /proc/net/udp} and counted too. Datagrams that arrive together go to the journal together.
 *
 * <p>Owns one platform thread on a plain channel: Vert.x allocates a buffer of the size of the
 * whole receive buffer for every datagram, and without that option cuts them at 2,048 bytes.
 */
public final class UdpListener implements Listener {
  private static final int BATCH = 256;
  private static final int MOST_AT_ONCE = 100_000;
  private static final int LONGEST_DATAGRAM = 65_535;
  private static final long KERNEL_DROPS_EVERY_MILLIS = 1_000;

  private final UdpConfig config;
  private final Intake intake;
  private final Clock clock;
  private final CanaryPorts canaries;
  private final KernelDrops kernelDrops = new KernelDrops();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(LONGEST_DATAGRAM);
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private List<RawRecord> batch = new ArrayList<>(BATCH);
  private @Nullable SocketAddress lastSender;
  private String lastPeer = "";
  private long nextDropCount = Long.MIN_VALUE;
  private volatile @Nullable Selector selector;
  private volatile boolean stopping;
  private volatile int actualPort;
  private volatile Health health = Health.notStarted();

  /** One that canaries do not come to. */
  public UdpListener(UdpConfig config, Intake intake, Clock clock) {
    this(config, intake, clock, new CanaryPorts());
  }

  /**
   * @param canaries from where they come
   */
  public UdpListener(UdpConfig config, Intake intake, Clock clock, CanaryPorts canaries) {
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
    try {
      DatagramChannel channel = open();
      Selector opened = Selector.open();
      channel.register(opened, SelectionKey.OP_READ);
      selector = opened;
      Thread.ofPlatform().daemon().name("udp-" + config.source()).start(() -> run(channel, opened));
      return CompletableFuture.completedStage(null);
    } catch (IOException | RuntimeException e) {
      String wrong = config.host() + ":" + config.port() + ": " + e.getMessage();
      health = new Health(false, wrong);
      return CompletableFuture.failedStage(new IOException(wrong, e));
    }
  }

  private DatagramChannel open() throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    try {
      channel.setOption(SO_RCVBUF, config.receiveBufferBytes());
      channel.bind(new InetSocketAddress(config.host(), config.port()));
      channel.configureBlocking(false);
      actualPort = ((InetSocketAddress) channel.getLocalAddress()).getPort();
      health = new Health(true, detail(channel.getOption(SO_RCVBUF)));
      kernelDrops.since(actualPort);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Says so when the system gives less buffer than was asked: bursts overflow it. */
  private Text detail(int granted) {
    String bound = "udp " + config.host() + ":" + actualPort;
    if (granted >= config.receiveBufferBytes()) {
      return new Text(bound, bound);
    }
    return Text.format(
        "%s, bộ đệm nhận %,d KiB (mong đợi: %,d, sysctl net.core.rmem_max)",
        "%s, receive buffer %,d KiB (expected: %,d, sysctl net.core.rmem_max)",
        bound,
        granted >> 10,
        config.receiveBufferBytes() >> 10);
  }

  @Override
  public Health check() {
    return health;
  }

  @Override
  public Optional<Door> door() {
    return health.up() && config.session().isEmpty()
        ? Optional.of(Door.at(Door.Kind.UDP, config.host(), actualPort))
        : Optional.empty();
  }

  @Override
  public CompletionStage<Void> stop() {
    stopping = true;
    health = Health.stopped();
    Selector open = selector;
    if (open == null) {
      ended.complete(null);
    } else {
      open.wakeup();
    }
    return ended;
  }

  private void run(DatagramChannel channel, Selector open) {
    try (channel;
        open) {
      while (!stopping) {
        open.select(KERNEL_DROPS_EVERY_MILLIS);
        open.selectedKeys().clear();
        drain(channel);
        countKernelDrops();
      }
      drain(channel);
      nextDropCount = Long.MIN_VALUE;
      countKernelDrops();
    } catch (ClosedChannelException | ClosedSelectorException e) {
      health = Health.stopped();
    } catch (IOException | RuntimeException e) {
      health = new Health(false, config.host() + ":" + actualPort + ": " + e);
    } finally {
      flush();
      ended.complete(null);
    }
  }

  private void drain(DatagramChannel channel) throws IOException {
    SocketAddress sender = receive(channel);
    for (int taken = 0; sender != null; taken++) {
      take(sender);
      sender = taken < MOST_AT_ONCE ? receive(channel) : null;
    }
    flush();
  }

  private @Nullable SocketAddress receive(DatagramChannel channel) throws IOException {
    buffer.clear();
    return channel.receive(buffer);
  }

  private void take(SocketAddress sender) {
    if (!intake.hasRoom()) {
      intake.dropped(config.source(), Reason.QUEUE_FULL, 1);
      return;
    }
    buffer.flip();
    byte[] payload = new byte[buffer.remaining()];
    buffer.get(payload);
    RawRecord record =
        new RawRecord(
            config.source(),
            config.type(),
            config.session(),
            clock.millis(),
            peer(sender),
            null,
            "",
            payload);
    batch.add(
        sender instanceof InetSocketAddress address
            ? canaries.marked(record, record.peer(), address.getPort())
            : record);
    if (batch.size() >= BATCH) {
      flush();
      countKernelDrops();
    }
  }

  private String peer(SocketAddress sender) {
    if (!sender.equals(lastSender) && sender instanceof InetSocketAddress address) {
      lastSender = sender;
      lastPeer = address.getAddress().getHostAddress();
    }
    return lastPeer;
  }

  private void flush() {
    if (batch.isEmpty()) {
      return;
    }
    List<RawRecord> records = batch;
    batch = new ArrayList<>(BATCH);
    intake
        .accept(records)
        .exceptionally(
            e -> {
              intake.dropped(config.source(), Reason.DISK_BUDGET, records.size());
              return null;
            });
  }

  private void countKernelDrops() {
    long now = System.nanoTime() / 1_000_000;
    if (now < nextDropCount) {
      return;
    }
    nextDropCount = now + KERNEL_DROPS_EVERY_MILLIS;
    long dropped = kernelDrops.since(actualPort);
    if (dropped > 0) {
      intake.dropped(config.source(), Reason.SOCKET_OVERFLOW, dropped);
    }
  }
}
