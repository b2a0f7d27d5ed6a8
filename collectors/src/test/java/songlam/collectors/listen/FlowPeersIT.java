package songlam.collectors.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import songlam.collectors.Platform;
import songlam.collectors.listen.udp.UdpConfig;
import songlam.collectors.listen.udp.UdpListener;
import songlam.collectors.peers.RunningProgram;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.pipeline.LedgerRow;
import songlam.testing.Peers;

/** A real softflowd exports the flows of a capture; the ledger has what it says it sent. */
@Timeout(120)
class FlowPeersIT {
  private static final Pattern EXPORTED =
      Pattern.compile("Flows exported: (\\d+) \\((\\d+) records\\) in (\\d+) packets");
  private static final Pattern TCP = Pattern.compile("tcp \\(6\\): +(\\d+) +(\\d+) ");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"5", "9", "10"})
  void everyFlowOfSoftflowd(String version) throws Exception {
    String softflowd = Peers.require("softflowd", "softflowd").toString();
    Path capture =
        Peers.corpus("packetbeat-golden").resolve("packetbeat/tests/system/pcaps/wsgi_drum.pcap");
    try (Platform platform = new Platform(folder.resolve("data"))) {
      UdpListener udp =
          new UdpListener(
              new UdpConfig("flows", "netflow", "", "127.0.0.1", 0, 8 << 20),
              platform.intake,
              Clock.systemUTC());
      platform.start(udp);
      String said =
          RunningProgram.run(
              folder,
              softflowd,
              "-D",
              "-r",
              capture.toString(),
              "-n",
              "127.0.0.1:" + udp.port(),
              "-v",
              version,
              "-p",
              folder.resolve("pid").toString(),
              "-c",
              "none");
      Matcher exported = find(EXPORTED, said);
      Matcher tcp = find(TCP, said);
      LedgerRow row = platform.settled("flows", Long.parseLong(exported.group(2)));
      assertEquals(Long.parseLong(exported.group(3)), row.received(), row.toString());
      assertEquals(row.received(), row.parsed(), row.toString());
      assertEquals(Map.of(), row.refused());
      List<Event> flows = platform.events("event.dataset:netflow.flow");
      assertEquals(Long.parseLong(exported.group(2)), flows.size());
      assertEquals(Long.parseLong(tcp.group(1)), sum(flows, EcsField.NETWORK_BYTES));
      assertEquals(Long.parseLong(tcp.group(2)), sum(flows, EcsField.NETWORK_PACKETS));
      fields(platform);
      Platform.stop(udp);
    }
  }

  private static void fields(Platform platform) {
    Event flow = platform.events("destination.port:46267 AND source.port:8888").getFirst();
    assertEquals("127.0.0.1", flow.text(EcsField.SOURCE_IP));
    assertEquals(145_377, flow.number(EcsField.SOURCE_BYTES, -1));
    assertEquals(47, flow.number(EcsField.SOURCE_PACKETS, -1));
    assertEquals("tcp", flow.text(EcsField.NETWORK_TRANSPORT));
    assertEquals(0x1b, flow.number(EcsField.NETWORK_TCP_FLAGS, -1));
    assertTrue(String.valueOf(flow.text(EcsField.NETWORK_COMMUNITY_ID)).startsWith("1:"));
  }

  private static long sum(List<Event> flows, EcsField field) {
    return flows.stream().mapToLong(flow -> flow.number(field, 0)).sum();
  }

  private static Matcher find(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertTrue(matcher.find(), text);
    return matcher;
  }
}
