package songlam.collectors.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import songlam.collectors.Platform;
import songlam.collectors.listen.pcap.InterfaceConfig;
import songlam.collectors.listen.pcap.InterfaceListener;
import songlam.collectors.peers.RunningProgram;
import songlam.core.event.Caps;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.Reason;
import songlam.core.pipeline.LedgerRow;
import songlam.testing.Peers;

/** tcpreplay plays captures onto one end of a pair of interfaces; the sensor sits at the other. */
@Timeout(120)
class LiveCaptureIT {
  private static final Pattern SENT = Pattern.compile("Successful packets: +(\\d+)");

  @TempDir Path folder;

  @Test
  void everyPacketOfTcpreplayIsSeen() throws Exception {
    String tcpreplay = Peers.require("tcpreplay", "tcpreplay").toString();
    String ip = Peers.require("ip", "iproute2").toString();
    Path captures = Peers.corpus("packetbeat-golden").resolve("packetbeat/tests/system/pcaps");
    String near = "sl" + ProcessHandle.current().pid() % 1_000_000;
    String far = near + "p";
    pair(ip, near, far);
    try (Platform platform = new Platform(folder.resolve("data"))) {
      InterfaceListener listener =
          new InterfaceListener(InterfaceConfig.of("mirror", far), platform.intake, new Caps());
      platform.start(listener);
      long sent = 0;
      for (String capture :
          new String[] {"wsgi_drum.pcap", "dns_google_com.pcap", "tls-version-13.pcap"}) {
        String said =
            RunningProgram.run(
                folder, tcpreplay, "-i", near, "--mbps=20", captures.resolve(capture).toString());
        Matcher packets = SENT.matcher(said);
        assertTrue(packets.find(), said);
        sent += Long.parseLong(packets.group(1));
      }
      long all = sent;
      Platform.await(
          () -> listener.packets() + " packets (expected: " + all + ")",
          () -> listener.packets() + platform.dropped("mirror", Reason.INTERFACE_OVERFLOW) >= all);
      Platform.stop(listener);
      LedgerRow row = platform.settled("mirror", 1);
      assertEquals(all, listener.packets() + platform.dropped("mirror", Reason.INTERFACE_OVERFLOW));
      assertEquals(row.produced(), row.stored());
      Event dns = platform.events("event.dataset:sensor.dns").getFirst();
      assertEquals("google.com", dns.text(EcsField.DNS_QUESTION_NAME));
      assertEquals(
          "1.3", platform.events("event.dataset:sensor.tls").getFirst().text(EcsField.TLS_VERSION));
      assertTrue(platform.count("event.dataset:sensor.http AND url.path:*") > 0, "HTTP requests");
      // The capture repeats opening packets of closed connections: 16 connections, more reports.
      assertEquals(
          16,
          platform.events("event.dataset:sensor.flow AND destination.port:8888").stream()
              .map(flow -> flow.text(EcsField.NETWORK_COMMUNITY_ID))
              .distinct()
              .count());
      long bytes =
          platform.events("event.dataset:sensor.flow").stream()
              .filter(flow -> flow.number(EcsField.DESTINATION_PORT, 0) == 8888)
              .mapToLong(flow -> flow.number(EcsField.NETWORK_BYTES, 0))
              .sum();
      assertEquals(806_082, bytes, "octets as softflowd counts them too");
    } finally {
      RunningProgram.run(folder, ip, "link", "delete", near);
    }
  }

  private void pair(String ip, String near, String far) throws InterruptedException {
    try {
      RunningProgram.run(folder, ip, "link", "add", near, "type", "veth", "peer", "name", far);
      for (String end : new String[] {near, far}) {
        // Nothing of the system's own shall stand between the packets of the capture.
        RunningProgram.run(folder, ip, "link", "set", end, "addrgenmode", "none");
        RunningProgram.run(folder, ip, "link", "set", end, "mtu", "65000", "arp", "off", "up");
      }
    } catch (IOException e) {
      Assumptions.abort(
          "no pair of interfaces could be made (expected: root with CAP_NET_ADMIN): "
              + e.getMessage());
    }
  }
}
