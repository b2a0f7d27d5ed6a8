package songlam.console.simulate;

import io.vertx.core.Vertx;
import java.io.IOException;
import songlam.console.simulate.wire.Capture;
import songlam.console.simulate.wire.ConsoleClient;
import songlam.console.simulate.wire.FrigateBroker;
import songlam.console.simulate.wire.IpfixExporter;
import songlam.console.simulate.wire.NewsSite;
import songlam.console.simulate.wire.PortalSite;
import songlam.console.simulate.wire.ServiceRequests;
import songlam.console.simulate.wire.SyslogClient;

/**
 * Everything the stories send with.
 *
 * @param syslog to the live syslog input
 * @param flows to the live flow input
 * @param capture the sensor's packets
 * @param answers what became of reports
 * @param console Windows events and citizens' reports
 */
public record Wires(
    SyslogClient syslog,
    IpfixExporter flows,
    Capture capture,
    FrigateBroker cameras,
    NewsSite press,
    PortalSite portal,
    ServiceRequests answers,
    ConsoleClient console)
    implements AutoCloseable {

  /** Opens all of them; servers of ours are bound when this returns. */
  static Wires open(Vertx vertx, Targets targets) throws IOException {
    Doors doors = targets.doors();
    Wires wires =
        new Wires(
            new SyslogClient(doors.syslogUdp(), doors.syslogTcp()),
            new IpfixExporter(doors.netflow(), 40),
            Capture.overIp(doors.packets()),
            new FrigateBroker(vertx, doors.broker()),
            new NewsSite(vertx, doors.press()),
            new PortalSite(vertx, doors.portal()),
            new ServiceRequests(doors.answers()),
            new ConsoleClient(targets.console(), targets.trust(), targets.ingestToken()));
    wires.cameras.start().await();
    wires.press.start().await();
    wires.portal.start().await();
    return wires;
  }

  /** Hands on what the clients have buffered. */
  void flush() throws IOException {
    syslog.flush();
    capture.flush();
    answers.flush();
  }

  @Override
  public void close() throws IOException {
    syslog.close();
    flows.close();
    capture.close();
    answers.close();
    console.close();
    cameras.stop();
    press.stop();
    portal.stop();
  }
}
