package songlam.collectors.parse.packet;

import songlam.core.event.Cap;

/**
 * The bounds of the flow table, all in packet time.
 *
 * @param mostFlows beyond these the flow longest silent is reported early and counted as evicted
 * @param activeSeconds a flow that goes on is reported this often
 * @param tcpIdleSeconds silence after which a TCP connection counts as over
 * @param idleSeconds the same for everything else
 * @param closedSeconds how long a closed connection waits for its last packets
 */
public record SensorLimits(
    int mostFlows, int activeSeconds, int tcpIdleSeconds, int idleSeconds, int closedSeconds) {
  public static final SensorLimits STANDARD =
      new SensorLimits(Cap.SENSOR_FLOWS.most(), 60, 300, 60, 5);

  public SensorLimits {
    if (mostFlows < 1 || activeSeconds < 1 || idleSeconds < 1 || tcpIdleSeconds < 1) {
      throw new IllegalArgumentException("limits of the flow table (expected: 1 or more each)");
    }
  }
}
