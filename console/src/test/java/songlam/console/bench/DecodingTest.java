package songlam.console.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import songlam.collectors.parse.netflow.NetflowParser;
import songlam.console.simulate.wire.Capture;
import songlam.core.event.Caps;
import songlam.core.event.ParseResult.Parsed;
import songlam.core.event.RawRecord;
import songlam.core.journal.InMemorySystemStore;
import songlam.testing.Peers;

class DecodingTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {5, 9, 10})
  void theMessagesHoldTheFlowsAndNothingIsMissing(int version) {
    NetflowParser parser = new NetflowParser(new InMemorySystemStore(), new Caps());
    long flows = 0;
    for (byte[] message : FlowDatagrams.of(version, 1_001)) {
      RawRecord record = RawRecord.live("f", "netflow", FlowDatagrams.AT, "192.0.2.1", message);
      Parsed parsed = (Parsed) parser.parse(record);
      assertTrue(parsed.losses().isEmpty(), parsed.losses().toString());
      flows += parsed.events().size();
    }
    assertEquals(1_001, flows);
  }

  @Test
  void everyPacketOfACaptureIsCounted() throws IOException {
    Path capture = folder.resolve("c.pcap");
    try (Capture file = Capture.file(capture)) {
      file.udp(FlowDatagrams.AT, "192.0.2.1", 1, "192.0.2.2", 9, new byte[10]);
      file.udp(FlowDatagrams.AT, "192.0.2.2", 9, "192.0.2.1", 1, new byte[10]);
    }
    PacketDecoding.Figure figure = PacketDecoding.measure(capture);
    assertEquals(2, figure.packets());
    assertEquals(1, figure.events());
  }

  @Test
  void theSensorAndTsharkSayTheSameOfAMixedCapture() throws IOException {
    Peers.require("tshark", "tshark");
    Path capture = MixedCapture.make(folder.resolve("mixed.pcap"), 500);
    PacketFacts ours = PacketFacts.bySensor(capture);
    assertEquals(List.of(), ours.differences(PacketFacts.byTshark(capture)));
    for (String fact : List.of("dns may-4.", "tls dich-vu-7.", "http GET /cong/", "bytes 17 ")) {
      assertTrue(ours.has(fact), fact);
    }
    Path other = MixedCapture.make(folder.resolve("other.pcap"), 505);
    assertEquals(
        List.of("bytes 17 10.0.0.53:53 10.0.104.5:1528: 0, not 142"),
        ours.differences(PacketFacts.byTshark(other)).stream()
            .filter(difference -> difference.startsWith("bytes 17"))
            .toList());
  }
}
