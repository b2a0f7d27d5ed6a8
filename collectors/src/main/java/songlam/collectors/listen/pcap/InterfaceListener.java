package songlam.collectors.listen.pcap;

import java.io.IOException;
import java.sql.Timestamp;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.pcap4j.core.BpfProgram.BpfCompileMode;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapHandle.TimestampPrecision;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapNetworkInterface.PromiscuousMode;
import org.pcap4j.core.PcapStat;
import songlam.collectors.listen.Listener;
import songlam.collectors.parse.packet.Sensor;
import songlam.collectors.parse.packet.SensorLimits;
import songlam.core.event.Caps;
import songlam.core.event.Reason;
import songlam.core.pipeline.Intake;

/**
 * Captures from an interface. Needs libpcap and the right to capture (CAP_NET_RAW). Packets that
 * the kernel or the interface dropped are counted as {@link Reason#INTERFACE_OVERFLOW}. Owns one
 * thread.
 */
public final class InterfaceListener implements Listener {
  private static final int READ_TIMEOUT_MILLIS = 100;
  private static final long PAUSE_MILLIS = 5;
  private static final long TICK_NANOS = 1_000_000_000L;

  private final InterfaceConfig config;
  private final PacketDrops drops;
  private final SensorRecords records;
  private final Sensor sensor;
  private final LinkClock clock = new LinkClock();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private @Nullable PcapHandle handle;
  private volatile boolean stopping;
  private volatile Health health = Health.notStarted();
  private long nextTick;

  public InterfaceListener(InterfaceConfig config, Intake intake, Caps caps) {
    this.config = config;
    this.drops = new PacketDrops(intake, config.source());
    this.records = new SensorRecords(intake, config.source());
    this.sensor = new Sensor(SensorLimits.STANDARD, caps, records::add);
    records.from(config.device());
  }

  @Override
  public String source() {
    return config.source();
  }

  /** Packets captured so far, for the health page and tests. */
  public long packets() {
    return sensor.packets();
  }

  @Override
  public CompletionStage<Void> start() {
    try {
      PcapHandle opened = open();
      handle = opened;
      health = new Health(true, config.device());
      Thread.ofPlatform().daemon().name("capture-" + config.source()).start(() -> capture(opened));
      return CompletableFuture.completedFuture(null);
    } catch (PcapNativeException | NotOpenException | LinkageError e) {
      ended.complete(null);
      IOException failure = new IOException(explain(e), e);
      health = new Health(false, explain(e));
      return CompletableFuture.failedFuture(failure);
    }
  }

  private PcapHandle open() throws PcapNativeException, NotOpenException {
    PcapHandle opened =
        new PcapHandle.Builder(config.device())
            .snaplen(config.snapLength())
            .promiscuousMode(
                config.promiscuous() ? PromiscuousMode.PROMISCUOUS : PromiscuousMode.NONPROMISCUOUS)
            .timeoutMillis(READ_TIMEOUT_MILLIS)
            .bufferSize(config.bufferBytes())
            .timestampPrecision(TimestampPrecision.NANO)
            .build();
    // A blocking read of libpcap waits for a packet, however long: flows would not end on a silent
    // interface and nobody could stop the listener.
    opened.setBlockingMode(PcapHandle.BlockingMode.NONBLOCKING);
    if (!config.filter().isEmpty()) {
      opened.setFilter(config.filter(), BpfCompileMode.OPTIMIZE);
    }
    return opened;
  }

  private String explain(Throwable failure) {
    String text = String.valueOf(failure.getMessage());
    if (failure instanceof LinkageError) {
      return "libpcap is missing (expected: apt-get install libpcap0.8)";
    }
    return text.contains("permission") || text.contains("Operation not permitted")
        ? config.device()
            + ": no right to capture (expected: CAP_NET_RAW, for example setcap cap_net_raw+ep)"
        : config.device() + ": " + text + " (expected: a name from ip link, a filter of libpcap)";
  }

  @Override
  public Health check() {
    return health;
  }

  @Override
  public CompletionStage<Void> stop() {
    stopping = true;
    if (handle == null) {
      ended.complete(null);
    }
    return ended;
  }

  private void capture(PcapHandle from) {
    int linkType = linkType(from.getDlt().value());
    try {
      while (!stopping) {
        byte[] packet = from.getNextRawPacket();
        long now = System.nanoTime();
        if (packet != null) {
          Timestamp time = from.getTimestamp();
          long nanos = Math.floorDiv(time.getTime(), 1000L) * 1_000_000_000L + time.getNanos();
          clock.packet(nanos, now);
          sensor.packet(nanos, linkType, packet, 0, packet.length, from.getOriginalLength());
        }
        if (now - nextTick >= 0) {
          nextTick = now + TICK_NANOS;
          tick(from, now);
        }
        if (packet == null) {
          Thread.sleep(PAUSE_MILLIS);
        }
      }
      count(from);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (NotOpenException | PcapNativeException | RuntimeException e) {
      health = new Health(false, config.device() + ": " + e.getMessage());
    } finally {
      sensor.finish();
      records.flush();
      from.close();
      ended.complete(null);
    }
  }

  private void tick(PcapHandle from, long now) throws PcapNativeException, NotOpenException {
    if (clock.hasBegun()) {
      sensor.tick(clock.at(now));
    }
    records.flush();
    count(from);
  }

  private void count(PcapHandle from) throws PcapNativeException, NotOpenException {
    PcapStat statistics = from.getStats();
    drops.counted(statistics.getNumPacketsDropped(), statistics.getNumPacketsDroppedByIf());
  }

  /** A handle speaks in DLT numbers, files in LINKTYPE: they differ for raw IP only. */
  private static int linkType(int dlt) {
    return dlt == 12 || dlt == 14 ? 101 : dlt;
  }
}
