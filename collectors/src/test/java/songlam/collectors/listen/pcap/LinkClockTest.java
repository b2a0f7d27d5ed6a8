package songlam.collectors.listen.pcap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The time of a link is told by its packets. */
class LinkClockTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long PACKETS = 1_795_489_200 * SECOND;

  private final LinkClock clock = new LinkClock();

  @Test
  void beforeAnyPacketNobodyKnowsIt() {
    assertFalse(clock.hasBegun());
    clock.packet(PACKETS, 7);
    assertTrue(clock.hasBegun());
  }

  @Test
  void itGoesOnInSilence() {
    clock.packet(PACKETS, Long.MAX_VALUE);
    assertEquals(PACKETS + 61 * SECOND, clock.at(Long.MAX_VALUE + 61 * SECOND));
  }

  @Test
  void itFollowsThePacketsWhenTheirsIsSet() {
    clock.packet(PACKETS, 0);
    clock.packet(PACKETS - 3_600 * SECOND, SECOND);
    assertEquals(PACKETS - 3_599 * SECOND, clock.at(2 * SECOND));
  }
}
