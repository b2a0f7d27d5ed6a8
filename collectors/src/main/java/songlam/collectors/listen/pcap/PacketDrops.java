package songlam.collectors.listen.pcap;

import songlam.core.event.Reason;
import songlam.core.pipeline.Intake;

/** Tells the intake how many packets were dropped since it was last told. For one thread. */
final class PacketDrops {
  private final Intake intake;
  private final String source;
  private long told;

  PacketDrops(Intake intake, String source) {
    this.intake = intake;
    this.source = source;
  }

  /**
   * What the handle has counted since it was opened; a count that fell began anew.
   *
   * @param byKernel for want of room in the ring
   * @param byInterface before the kernel had them
   */
  void counted(long byKernel, long byInterface) {
    long now = byKernel + byInterface;
    long more = now < told ? now : now - told;
    told = now;
    if (more > 0) {
      intake.dropped(source, Reason.INTERFACE_OVERFLOW, more);
    }
  }
}
