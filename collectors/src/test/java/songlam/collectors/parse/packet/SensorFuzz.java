package songlam.collectors.parse.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import songlam.core.event.Caps;
import songlam.core.event.EventBuilder;
import songlam.testing.Peers;

/** Whatever is on the wire or in a file, the sensor goes on. */
class SensorFuzz {
  @FuzzTest
  void anyFile(byte[] file) {
    feed(file);
  }

  @FuzzTest
  void anyFrame(byte[] frame) {
    Sensor sensor = new Sensor(SensorLimits.STANDARD, new Caps(), SensorJson::write);
    for (int linkType : new int[] {0, 1, 9, 12, 101, 113, 276}) {
      sensor.packet(1_000_000_000L, linkType, frame, 0, frame.length, frame.length);
    }
    sensor.finish();
    assertEquals(7, sensor.packets());
  }

  /** Every capture of three corpora, whole, and again with octets changed and its end cut. */
  @ParameterizedTest
  @ValueSource(strings = {"pcap-suricata-verify", "pcap-arkime", "packetbeat-golden"})
  void capturesOfTheCorpora(String corpus) throws IOException {
    Random random = new Random(11);
    List<Path> captures = Captures.below(Peers.corpus(corpus));
    long packets = 0;
    for (Path capture : captures) {
      byte[] whole = Captures.bytes(capture);
      packets += feed(whole);
      byte[] broken = Arrays.copyOf(whole, Math.min(whole.length, 100_000));
      for (int change = broken.length / 64; change > 0; change--) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt();
      }
      System.arraycopy(whole, 0, broken, 0, Math.min(24, broken.length));
      feed(broken);
    }
    assertTrue(packets > captures.size(), "packets read");
  }

  @Test
  void theSameEventsWhateverThePiecesOfTheFile() throws IOException {
    Path capture =
        Peers.corpus("packetbeat-golden").resolve("packetbeat/tests/system/pcaps/tls-sample1.pcap");
    byte[] file = Captures.bytes(capture);
    List<String> pieces = new ArrayList<>();
    Sensor sensor = new Sensor(SensorLimits.STANDARD, new Caps(), event -> pieces.add(text(event)));
    CaptureReader reader = new CaptureReader(sensor);
    Random random = new Random(3);
    for (int at = 0; at < file.length; ) {
      int length = Math.min(file.length - at, 1 + random.nextInt(700));
      reader.feed(file, at, length);
      at += length;
    }
    sensor.finish();
    List<String> whole = Captures.events(capture).stream().map(SensorFuzz::text).toList();
    assertTrue(whole.size() > 1, "events");
    assertEquals(whole, pieces);
  }

  private static String text(EventBuilder event) {
    return new String(SensorJson.write(event), java.nio.charset.StandardCharsets.UTF_8);
  }

  private static long feed(byte[] file) {
    Sensor sensor =
        new Sensor(
            SensorLimits.STANDARD, new Caps(), event -> assertNotNull(SensorJson.write(event)));
    new CaptureReader(sensor).feed(file, 0, file.length);
    sensor.finish();
    return sensor.packets();
  }
}
