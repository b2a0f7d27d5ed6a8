package songlam.collectors.parse.packet;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;
import songlam.testing.LongRun;
import songlam.testing.Mutations;
import songlam.testing.Seeds;

/**
 * Whatever a sender sends and however it is cut into pieces: the same packets, the same problem, no
 * octet twice, and never more held than one packet.
 */
@Tag(LongRun.FUZZ)
class CaptureReaderFuzz {
  private static final int LARGEST = 4_096;
  private static final int FRAME = 64 << 10;

  @MethodSource("underJazzer")
  @FuzzTest
  void anyStream(byte[] stream) {
    String whole = read(stream, Math.max(1, stream.length));
    assertEquals(whole, read(stream, 1));
    assertEquals(whole, read(stream, 61));
  }

  @Test
  void changedStreams() throws IOException {
    assertTrue(Mutations.of(seeds(), this::anyStream) > 20);
  }

  private static String read(byte[] stream, int piece) {
    StringBuilder said = new StringBuilder();
    long[] octets = new long[1];
    CaptureReader reader =
        new CaptureReader(
            (nanos, link, data, offset, captured, wire) -> {
              assertTrue(captured <= LARGEST + FRAME && wire >= captured, "lengths");
              octets[0] += captured;
              said.append(nanos).append(' ').append(link).append(' ').append(wire).append(' ');
              said.append(Arrays.hashCode(Arrays.copyOfRange(data, offset, offset + captured)));
            },
            LARGEST);
    for (int at = 0; at < stream.length && reader.problem() == null; at += piece) {
      reader.feed(stream, at, Math.min(piece, stream.length - at));
      assertTrue(reader.problem() != null || reader.pending() <= LARGEST + FRAME, "held");
    }
    assertTrue(octets[0] <= stream.length, "octets");
    CaptureReader.Problem problem = reader.problemAtEnd();
    return said.append(problem == null ? "" : problem.toString()).toString();
  }

  static Stream<byte[]> underJazzer() throws IOException {
    return Seeds.underJazzer(CaptureReaderFuzz::seeds);
  }

  private static List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>(Seeds.files("pcap-tcpdump", ".pcap", ".pcapng"));
    seeds.addAll(CaptureReaderTest.forms());
    seeds.add(CaptureForms.pcapng(BIG_ENDIAN, new byte[3]));
    seeds.add(
        CaptureForms.joined(
            CaptureForms.pcapng(LITTLE_ENDIAN),
            CaptureForms.enhanced(LITTLE_ENDIAN, -1, CaptureForms.datagram(53, 30))));
    return seeds;
  }
}
