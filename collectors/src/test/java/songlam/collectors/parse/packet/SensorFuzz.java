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
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import songlam.core.event.Caps;
import songlam.core.event.EventBuilder;
import songlam.testing.LongRun;
import songlam.testing.Mutations;
import songlam.testing.Peers;
import songlam.testing.Seeds;

/** Whatever is on the wire or in a file, the sensor goes on. */
@Tag(LongRun.FUZZ)
class SensorFuzz {
  @MethodSource("captures")
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
  void changedCaptures() throws IOException {
    assertTrue(Mutations.of(seeds(), SensorFuzz::feed) > 20);
  }

  static Stream<byte[]> captures() throws IOException {
    return Seeds.underJazzer(SensorFuzz::seeds);
  }

  private static List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>(Seeds.files("packetbeat-golden", ".pcap"));
    seeds.add(
        new TcpCapture(554)
            .asks("DESCRIBE rtsp://192.0.2.7/ch1 RTSP/1.0\r\nCSeq: 1\r\n\r\n")
            .answers("RTSP/1.0 200 OK\r\nCSeq: 1\r\nContent-Length: 2\r\n\r\nab")
            .bytes());
    return seeds;
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
    assertEquals(0, sensor.held(), "nothing is held any more");
    return sensor.packets();
  }
}
