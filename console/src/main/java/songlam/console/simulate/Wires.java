package songlam.console.simulate;

import io.vertx.core.Vertx;
import java.io.IOException;
import songlam.console.simulate.wire.CaptureFile;
import songlam.console.simulate.wire.ConsoleClient;
import songlam.console.simulate.wire.FrigateBroker;
import songlam.console.simulate.wire.IpfixExporter;
import songlam.console.simulate.wire.NewsSite;
import songlam.console.simulate.wire.PortalSite;
import songlam.console.simulate.wire.SyslogClient;

/**
 * Everything the stories send with.
 *
 * @param syslog to the live syslog input
 * @param flows to the live flow input
 * @param capture the sensor's packets
 */
public record Wires(
    SyslogClient syslog,
    IpfixExporter flows,
    CaptureFile capture,
    FrigateBroker cameras,
    NewsSite press,
    PortalSite portal,
    ConsoleClient console)
    implements AutoCloseable {

  /** Opens all of them; servers of ours are bound when this returns. */
  static Wires open(Vertx vertx, Targets targets) throws IOException {
    Wires wires =
        new Wires(
            new SyslogClient(targets.syslogUdp(), targets.syslogTcp()),
            new IpfixExporter(targets.netflow(), 40),
            new CaptureFile(targets.capture()),
            new FrigateBroker(vertx, targets.broker()),
            new NewsSite(vertx, targets.press()),
            new PortalSite(vertx, targets.portal()),
            new ConsoleClient(targets.console(), targets.ingestToken()));
    wires.cameras.start().await();
    wires.press.start().await();
    wires.portal.start().await();
    return wires;
  }

  /** Hands on what the clients have buffered. */
  void flush() throws IOException {
    syslog.flush();
    capture.flush();
  }

  @Override
  public void close() throws IOException {
    syslog.close();
    flows.close();
    capture.close();
    console.close();
    cameras.stop();
    press.stop();
    portal.stop();
  }
}
