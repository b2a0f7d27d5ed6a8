package songlam.collectors.listen.pcap;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;
import songlam.core.event.Cap;
import songlam.core.event.Caps;

/** What all senders of an input have in common. Safe for many threads. */
final class Senders {
  private final Caps caps;
  private final IntSupplier present;
  private final LongAdder packets = new LongAdder();
  private final LongAdder undecoded = new LongAdder();
  private volatile boolean isStopping;

  /**
   * @param present how many there are now
   */
  Senders(Caps caps, IntSupplier present) {
    this.caps = caps;
    this.present = present;
  }

  /** From now on nobody waits for the journal any more. */
  void stop() {
    isStopping = true;
  }

  boolean isStopping() {
    return isStopping;
  }

  Caps caps() {
    return caps;
  }

  /** The flows one of them may have: together no more than one sensor has. */
  int mostFlows() {
    return Cap.SENSOR_FLOWS.most() / Math.max(1, present.getAsInt());
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
