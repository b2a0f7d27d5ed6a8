package songlam.console.simulate;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import songlam.console.simulate.wire.Capture;
import songlam.console.simulate.wire.FrigateBroker;
import songlam.console.simulate.wire.IpfixExporter;
import songlam.console.simulate.wire.ServiceRequests;
import songlam.console.simulate.wire.SyslogClient;

/**
 * Everything the past is sent with. It stays open behind the backfill: an input whose broker has
 * gone would be a fault on the health page.
 *
 * @param syslog RFC 5424 over TCP
 * @param cameras the broker that hands over tracks
 * @param reports service requests, open and closed
 */
record PastWires(
    SyslogClient syslog,
    IpfixExporter flows,
    Capture capture,
    FrigateBroker cameras,
    ServiceRequests reports)
    implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  static PastWires open(Vertx vertx, Doors.Past doors) throws IOException {
    PastWires wires =
        new PastWires(
            new SyslogClient(doors.syslogTcp(), doors.syslogTcp()),
            new IpfixExporter(doors.netflow(), 41),
            Capture.overIp(doors.packets()),
            new FrigateBroker(vertx, doors.broker()),
            new ServiceRequests(doors.reports()));
    wires.cameras.start().await();
    return wires;
  }

  /** A broker keeps no tracks for who has not come yet: waits a while for the platform to. */
  void awaitPlatform() throws InterruptedException {
    cameras.awaitSubscriber(PATIENCE);
  }

  void flush() throws IOException {
    syslog.flush();
    capture.flush();
    reports.flush();
  }

  @Override
  public void close() throws IOException {
    syslog.close();
    flows.close();
    capture.close();
    reports.close();
    cameras.stop();
  }
}
