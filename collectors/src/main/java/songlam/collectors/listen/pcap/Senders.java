package songlam.collectors.listen.pcap;

import java.util.concurrent.atomic.LongAdder;
import songlam.core.event.Caps;
import songlam.core.event.EventBuilder;
import songlam.core.pipeline.Intake;

/**
 * What all senders of an input have in common. The counts are safe for many threads; the records
 * and the room belong to the thread that decodes.
 */
final class Senders {
  /**
   * Nanoseconds after which the journal is asked to take what waits, and not before, however many
   * senders there are.
   */
  static final long MOST_WAIT = 125_000_000L;

  private final Caps caps;
  private final SensorRecords records;
  private final SharedRoom room;
  private final LongAdder packets = new LongAdder();
  private final LongAdder undecoded = new LongAdder();
  private volatile boolean isStopping;
  private long flushed = System.nanoTime() - MOST_WAIT;

  Senders(PcapOverIpConfig config, Intake intake, Caps caps, SharedRoom room) {
    this.caps = caps;
    this.records = new SensorRecords(intake, config.source(), config.session(), () -> isStopping);
    this.room = room;
  }

  /** From now on nobody waits for the journal any more. */
  void stop() {
    isStopping = true;
  }

  /** Hands on an event of one of them, with others. */
  void add(String peer, EventBuilder event) {
    records.from(peer);
    records.add(event);
  }

  /** Hands on what waits of all of them. */
  void flush() {
    if (records.isWaiting()) {
      records.flush();
      flushed = System.nanoTime();
    }
  }

  /** The same, unless it was done a moment ago. */
  void tick() {
    if (System.nanoTime() - flushed >= MOST_WAIT) {
      flush();
    }
  }

  Caps caps() {
    return caps;
  }

  SharedRoom room() {
    return room;
  }

  /** Counts a packet that came. */
  void packet(boolean isDecoded) {
    packets.increment();
    if (!isDecoded) {
      undecoded.increment();
    }
  }

  /** Packets that came. */
  long packets() {
    return packets.sum();
  }

  /** Those of them without an IP header that could be read. */
  long undecoded() {
    return undecoded.sum();
  }
}
