package songlam.console.simulate;

import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Where the platform listens for the simulation, and where the simulation serves what the platform
 * fetches. All on loopback, on ports nobody has: the well-known ones are left to inputs of one's
 * own.
 *
 * <p>Packets come as from a sensor elsewhere, by PCAP-over-IP, not from an interface: to capture
 * from one, loopback included, a process needs CAP_NET_RAW, and a demo must run for whoever starts
 * it. Behind the door everything is the same: frames, flows, names, TLS, RTSP.
 *
 * @param syslogUdp live syslog, UDP
 * @param syslogTcp live syslog, TCP
 * @param netflow live flows, UDP
 * @param answers what became of citizens' reports, service requests of GeoReport v2, a line each,
 *     TCP
 * @param broker the simulation's MQTT broker
 * @param press the simulation's news site
 * @param portal the simulation's public portal
 * @param packets the sensor's packets, TCP
 * @param past the same for the past 24 hours, in the session {@code backfill}
 */
public record Doors(
    int syslogUdp,
    int syslogTcp,
    int netflow,
    int answers,
    int broker,
    int press,
    int portal,
    int packets,
    Past past) {
  private static final int PORTS = 13;

  /**
   * Doors of the backfill session; the protocols that carry a past time with each record.
   *
   * @param syslogTcp syslog, TCP
   * @param netflow flows, UDP
   * @param reports service requests of GeoReport v2, a line each, TCP
   * @param broker the broker that hands over what happened
   * @param packets the sensor's, TCP
   */
  public record Past(int syslogTcp, int netflow, int reports, int broker, int packets) {
    private String inputs() {
      return """
      demo-past-syslog: {kind: tcp, type: syslog, port: %d, session: backfill, simulated: true}
      demo-past-netflow: {kind: udp, type: netflow, port: %d, session: backfill, simulated: true}
      demo-past-sensor: {kind: pcap-over-ip, port: %d, session: backfill, simulated: true}
      demo-past-cameras: {kind: mqtt, type: frigate, host: 127.0.0.1, port: %d, session: backfill, simulated: true}
      demo-past-reports: {kind: tcp, type: open311, port: %d, session: backfill, simulated: true}
      """
          .formatted(syslogTcp, netflow, packets, broker, reports);
    }
  }

  /**
   * Finds ports that are free for TCP and UDP alike.
   *
   * @throws IOException when there are none
   */
  public static Doors find() throws IOException {
    Iterator<Integer> ports = freePorts().iterator();
    return new Doors(
        ports.next(),
        ports.next(),
        ports.next(),
        ports.next(),
        ports.next(),
        ports.next(),
        ports.next(),
        ports.next(),
        new Past(ports.next(), ports.next(), ports.next(), ports.next(), ports.next()));
  }

  /** All are held until the last is found, so that none comes twice. */
  private static List<Integer> freePorts() throws IOException {
    List<Closeable> held = new ArrayList<>();
    List<Integer> ports = new ArrayList<>();
    try {
      while (ports.size() < PORTS) {
        ServerSocket tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        held.add(tcp);
        try {
          held.add(
              new DatagramSocket(
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), tcp.getLocalPort())));
          ports.add(tcp.getLocalPort());
        } catch (IOException taken) {
          continue;
        }
      }
      return ports;
    } finally {
      for (Closeable socket : held) {
        socket.close();
      }
    }
  }

  /** The section {@code inputs} of the configuration, every input marked as simulated. */
  public String inputs() {
    return """
    demo-syslog: {kind: udp, type: syslog, port: %d, simulated: true}
    demo-syslog-tcp: {kind: tcp, type: syslog, port: %d, simulated: true}
    demo-netflow: {kind: udp, type: netflow, port: %d, simulated: true}
    demo-sensor: {kind: pcap-over-ip, port: %d, simulated: true}
    demo-cameras: {kind: mqtt, type: frigate, host: 127.0.0.1, port: %d, simulated: true}
    demo-answers: {kind: tcp, type: open311, port: %d, simulated: true}
    demo-press:
      kind: feed
      every: 5s
      simulated: true
      feeds:
        baonghean: http://127.0.0.1:%7$d/baonghean.rss
        tintuc: http://127.0.0.1:%7$d/tintuc.rss
        dantoc: http://127.0.0.1:%7$d/dantoc.rss
        thoisu: http://127.0.0.1:%7$d/thoisu.rss
        phapluat: http://127.0.0.1:%7$d/phapluat.rss
    demo-probes:
      kind: probe
      every: 5s
      timeout: 3s
      simulated: true
      checks:
        - {service: "Cổng thông tin điện tử tỉnh", url: "http://127.0.0.1:%8$d/", asset: web-01}
        - {service: "Hệ thống thông tin giải quyết TTHC", url: "http://127.0.0.1:%8$d/tthc", asset: web-02}
    """
            .formatted(syslogUdp, syslogTcp, netflow, packets, broker, answers, press, portal)
        + past.inputs();
  }
}
