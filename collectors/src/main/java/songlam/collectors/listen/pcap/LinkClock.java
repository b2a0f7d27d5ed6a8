package songlam.collectors.listen.pcap;

/**
 * The time on a link, for flows that end while nothing comes: that of the latest packet, and how
 * long it was silent since. Whoever sets the clock of this machine does not set it.
 */
final class LinkClock {
  private boolean hasBegun;
  private long packet;
  private long came;

  /**
   * A packet came.
   *
   * @param nanos its own time, nanoseconds since the epoch
   * @param now {@link System#nanoTime()}
   */
  void packet(long nanos, long now) {
    hasBegun = true;
    packet = nanos;
    came = now;
  }

  /** Whether a packet came: before, nobody knows the time. */
  boolean hasBegun() {
    return hasBegun;
  }

  /**
   * Nanoseconds since the epoch.
   *
   * @param now {@link System#nanoTime()}
   */
  long at(long now) {
    return packet + (now - came);
  }
}
