package songlam.collectors.parse.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import songlam.core.event.Caps;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;

/** The packets' clock, when it is wrong for once or set anew. */
class SensorClockTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long NOW = 1_795_489_200 * SECOND;
  private static final long FUTURE = NOW + 9 * 365 * 86_400 * SECOND;

  private final List<String> ends = new ArrayList<>();
  private final Sensor sensor = new Sensor(SensorLimits.STANDARD, new Caps(), this::ended);

  @Test
  void aPacketOfTheFutureDatesNothingButItself() {
    datagram(1, 0);
    at(FUTURE, 2);
    datagram(3, 1);
    datagram(4, 70);
    assertEquals(List.of("1 idle_timeout 0", "2 forced_end future", "3 idle_timeout 70"), ends);
    sensor.finish();
    assertEquals("4 forced_end 70", ends.getLast());
  }

  @Test
  void afterItFlowsThatGoOnAreReportedAsBefore() {
    at(FUTURE, 2);
    for (int second = 0; second <= 120; second += 10) {
      datagram(1, second);
    }
    assertEquals(
        List.of("2 forced_end future", "1 active_timeout 60", "1 active_timeout 120"), ends);
  }

  @Test
  void aClockSetBackOneHourBeginsAnew() {
    datagram(1, 3_600);
    datagram(2, 3_601);
    datagram(1, 0);
    assertEquals(List.of("1 forced_end 3600", "2 forced_end 3601"), ends);
  }

  @Test
  void packetsALittleOutOfOrderEndNothing() {
    datagram(1, 59);
    datagram(2, 0);
    datagram(1, 1);
    assertEquals(List.of(), ends);
    sensor.finish();
    assertEquals(List.of("1 forced_end 59", "2 forced_end 59"), ends.stream().sorted().toList());
  }

  /** They lie behind our clock, which went on meanwhile, and not behind their own. */
  @Test
  void packetsHeldUpOnTheirWayEndNothing() {
    datagram(1, 0);
    sensor.tick(NOW + 61 * SECOND);
    datagram(2, 1);
    sensor.tick(NOW + 200 * SECOND);
    datagram(3, 2);
    datagram(4, 3);
    assertEquals(List.of("1 idle_timeout 61", "2 idle_timeout 200"), ends);
  }

  private void datagram(int port, long second) {
    at(NOW + second * SECOND, port);
  }

  private void at(long nanos, int port) {
    byte[] packet = CaptureForms.datagram(port, 9);
    sensor.packet(nanos, 101, packet, 0, packet.length, packet.length);
  }

  private void ended(EventBuilder event) {
    long second = event.timestamp() / 1_000 - NOW / SECOND;
    ends.add(
        event.text(EcsField.SOURCE_PORT)
            + " "
            + event.text(EcsField.FLOW_END_REASON)
            + " "
            + (event.timestamp() == FUTURE / 1_000_000 ? "future" : second));
  }
}
