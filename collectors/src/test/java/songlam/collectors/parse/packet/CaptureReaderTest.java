package songlam.collectors.parse.packet;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static songlam.collectors.parse.packet.CaptureForms.claim;
import static songlam.collectors.parse.packet.CaptureForms.classic;
import static songlam.collectors.parse.packet.CaptureForms.datagram;
import static songlam.collectors.parse.packet.CaptureForms.enhanced;
import static songlam.collectors.parse.packet.CaptureForms.joined;
import static songlam.collectors.parse.packet.CaptureForms.networkInterface;
import static songlam.collectors.parse.packet.CaptureForms.pcapng;
import static songlam.collectors.parse.packet.CaptureForms.simple;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import songlam.core.event.Reason;

/** Every form of a capture, in any pieces; and what no capture may do to its reader. */
class CaptureReaderTest {
  private static final int LARGEST = 4_096;
  private static final long TIME = 1_795_489_200_123_456_000L;

  private final List<String> packets = new ArrayList<>();
  private final CaptureReader reader =
      new CaptureReader(
          (nanos, link, data, offset, captured, wire) ->
              packets.add(
                  nanos
                      + " "
                      + link
                      + " "
                      + Arrays.hashCode(Arrays.copyOfRange(data, offset, offset + captured))),
          LARGEST);

  static List<byte[]> forms() {
    byte[][] two = {datagram(1, 200), datagram(2, 9)};
    return List.of(
        classic(BIG_ENDIAN, false, two),
        classic(BIG_ENDIAN, true, two),
        classic(LITTLE_ENDIAN, false, two),
        classic(LITTLE_ENDIAN, true, two),
        pcapng(BIG_ENDIAN, two),
        pcapng(LITTLE_ENDIAN, two));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void everyFormOctetByOctet(byte[] capture) {
    for (byte octet : capture) {
      reader.feed(new byte[] {octet}, 0, 1);
    }
    assertNull(reader.problemAtEnd());
    assertEquals(
        List.of(
            TIME + " 101 " + Arrays.hashCode(datagram(1, 200)),
            TIME + " 101 " + Arrays.hashCode(datagram(2, 9))),
        packets);
  }

  @ParameterizedTest
  @MethodSource("forms")
  void oneThatIsCutSaysSo(byte[] capture) {
    reader.feed(capture, 0, capture.length - 5);
    assertNull(reader.problem(), "more may come");
    assertEquals(1, packets.size());
    assertEquals(Reason.TRUNCATED, reasonAtEnd());
  }

  @Test
  void whatIsNoCaptureIsRefusedAtItsHead() {
    feed(
        "GET / HTTP/1.1\r\nHost: example.vn\r\n\r\n"
            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertEquals(Reason.MALFORMED, reasonAtEnd());
    assertEquals(
        "GET ", new String(reader.pendingOctets(4), java.nio.charset.StandardCharsets.UTF_8));
  }

  @Test
  void aHeadThatEndsTooSoonIsCut() {
    feed(Arrays.copyOf(forms().getFirst(), 23));
    assertEquals(Reason.TRUNCATED, reasonAtEnd());
  }

  @Test
  void aPacketLargerThanAllowedIsRefusedBeforeItComes() {
    feed(joined(classic(BIG_ENDIAN, false, datagram(1, 9)), claim(BIG_ENDIAN, LARGEST + 1)));
    assertEquals(1, packets.size());
    assertEquals(Reason.OVERSIZED, reasonAtEnd());
  }

  @Test
  void aNegativeLengthIsALargeOne() {
    feed(joined(classic(LITTLE_ENDIAN, true), claim(LITTLE_ENDIAN, -1)));
    assertEquals(Reason.OVERSIZED, reasonAtEnd());
    assertTrue(reader.problem().detail().contains("4294967295"), reader.problem().detail());
  }

  @Test
  void aBlockLargerThanAllowedIsRefusedBeforeItComes() {
    byte[] packet = new byte[LARGEST + (64 << 10)];
    feed(joined(pcapng(BIG_ENDIAN), Arrays.copyOf(enhanced(BIG_ENDIAN, 0, packet), 40)));
    assertEquals(Reason.OVERSIZED, reasonAtEnd());
  }

  @Test
  void aPacketOfABlockIsNoLargerThanAnother() {
    byte[] largest = datagram(1, LARGEST - 28);
    feed(joined(pcapng(BIG_ENDIAN, largest), simple(BIG_ENDIAN, largest)));
    assertEquals(2, packets.size());
    feed(enhanced(BIG_ENDIAN, 0, datagram(2, LARGEST - 27)));
    assertEquals(Reason.OVERSIZED, reasonAtEnd());
    assertEquals(2, packets.size());
  }

  @Test
  void aPacketWithoutTimeNeither() {
    feed(joined(pcapng(LITTLE_ENDIAN), simple(LITTLE_ENDIAN, datagram(2, LARGEST - 27))));
    assertEquals(Reason.OVERSIZED, reasonAtEnd());
    assertEquals(List.of(), packets);
  }

  /** Neither what was lent for one call, nor the room in which a large packet was gathered. */
  @ParameterizedTest
  @MethodSource("forms")
  void whatIsReadIsNotHeld(byte[] capture) throws Exception {
    List<WeakReference<byte[]>> read = new ArrayList<>();
    CaptureReader gathering =
        new CaptureReader((_, _, data, _, _, _) -> read.add(new WeakReference<>(data)), LARGEST);
    gathering.feed(capture.clone(), 0, capture.length - 5);
    for (int at = capture.length - 5; at < capture.length; at++) {
      gathering.feed(new byte[] {capture[at]}, 0, 1);
    }
    assertEquals(2, read.size());
    for (int i = 0; i < 100 && read.stream().anyMatch(one -> one.get() != null); i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertTrue(read.stream().allMatch(one -> one.get() == null), "held by the reader");
    assertEquals(0, gathering.pending(), "which is alive");
  }

  @Test
  void interfacesWithoutEndAreRefused() {
    byte[] one = networkInterface(BIG_ENDIAN);
    byte[] many = joined(Collections.nCopies(5_000, one).toArray(byte[][]::new));
    feed(joined(pcapng(BIG_ENDIAN), many));
    assertEquals(Reason.OVERSIZED, reasonAtEnd());
  }

  @Test
  void aSectionWithoutByteOrderIsRefused() {
    byte[] capture = pcapng(BIG_ENDIAN);
    capture[8] = 7;
    feed(capture);
    assertEquals(Reason.MALFORMED, reasonAtEnd());
  }

  @Test
  void aTimeBeyondAllTimesDoesNotWrapAround() {
    byte[] packet = datagram(1, 9);
    feed(joined(pcapng(BIG_ENDIAN), enhanced(BIG_ENDIAN, Long.MAX_VALUE, packet)));
    feed(enhanced(BIG_ENDIAN, -1, packet));
    assertEquals(2, packets.size());
    for (String one : packets) {
      assertTrue(one.startsWith("429496729"), one);
    }
  }

  @Test
  void aPacketWithoutTimeHasThatOfTheOneBefore() {
    byte[] packet = datagram(1, 9);
    feed(joined(pcapng(BIG_ENDIAN, packet), simple(BIG_ENDIAN, packet)));
    assertEquals(2, packets.size());
    assertTrue(packets.getLast().startsWith(Long.toString(TIME)), packets.getLast());
  }

  @Test
  void aLargePacketInSmallPiecesTakesNoLongerThanItsOctets() {
    byte[] packet = new byte[1 << 22];
    CaptureReader large = new CaptureReader((_, _, _, _, _, _) -> packets.add("large"), 1 << 22);
    byte[] capture = classic(BIG_ENDIAN, false, packet);
    assertTimeout(
        Duration.ofSeconds(10),
        () -> {
          for (int at = 0; at < capture.length; at += 8) {
            large.feed(capture, at, Math.min(8, capture.length - at));
          }
        });
    assertEquals(List.of("large"), packets);
  }

  private void feed(byte[] capture) {
    reader.feed(capture, 0, capture.length);
  }

  private Reason reasonAtEnd() {
    CaptureReader.Problem problem = reader.problemAtEnd();
    assertNotNull(problem);
    return problem.reason();
  }
}
