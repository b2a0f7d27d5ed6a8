package songlam.collectors.listen.pcap;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static songlam.collectors.parse.packet.CaptureForms.claim;
import static songlam.collectors.parse.packet.CaptureForms.classic;
import static songlam.collectors.parse.packet.CaptureForms.datagram;
import static songlam.collectors.parse.packet.CaptureForms.joined;
import static songlam.collectors.parse.packet.CaptureForms.pcapng;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import songlam.collectors.Platform;
import songlam.collectors.listen.RecordingIntake;
import songlam.core.event.Caps;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;

/** A file that cannot be read to its end is told of, and does not hide those behind it. */
@Timeout(60)
class CaptureFileListenerTest {
  private final RecordingIntake intake = new RecordingIntake();
  private final byte[] good = classic(BIG_ENDIAN, false, datagram(40, 9), datagram(41, 900));
  @TempDir Path folder;

  @Test
  void eachFileThatIsBrokenOrCutIsRejectedOnce() throws Exception {
    put("1-none.pcap", "<38>this is a line of syslog".getBytes(UTF_8));
    put(
        "2-broken.pcap",
        joined(classic(BIG_ENDIAN, false, datagram(42, 9)), claim(BIG_ENDIAN, -1)));
    put("3-cut.pcap", Arrays.copyOf(good, good.length - 7));
    put("4-empty.pcap", new byte[0]);
    put("5-block.pcapng", Arrays.copyOf(pcapng(LITTLE_ENDIAN, datagram(43, 900)), 300));
    put("6-good.pcap", good);
    CaptureFileListener listener = listener(false);
    listener.start().toCompletableFuture().join();
    listener.ended().toCompletableFuture().get(20, TimeUnit.SECONDS);
    assertEquals(
        Map.of(Reason.MALFORMED, 1L, Reason.OVERSIZED, 1L, Reason.TRUNCATED, 2L), intake.lost);
    assertEquals(
        List.of("1-none.pcap", "2-broken.pcap", "3-cut.pcap", "5-block.pcapng"),
        intake.refused.stream()
            .map(RawRecord::peer)
            .map(peer -> Path.of(peer).getFileName().toString())
            .toList());
    assertEquals(
        "<38>this is a line of syslog", new String(intake.refused.get(0).payload(), UTF_8));
    assertArrayEquals(
        Arrays.copyOfRange(good, 77, 93),
        intake.refused.get(2).payload(),
        "the head of the record, not the packet");
    assertEquals(12, intake.refused.get(3).payload().length);
    assertTrue(listener.check().detail().en().contains(": read, 4 packets; "), text(listener));
    assertTrue(listener.check().detail().vi().contains("5-block.pcapng: ends within a packet"));
    assertEquals(3, intake.records.size(), "flows");
  }

  @Test
  void aFileThatIsWrittenIsNotCutBeforeTheNextIsBegun() throws Exception {
    Path first = put("1.pcap", Arrays.copyOf(good, good.length - 7));
    CaptureFileListener listener = listener(true);
    listener.start().toCompletableFuture().join();
    Thread.sleep(600);
    assertEquals(Map.of(), intake.lost);
    Files.write(first, good);
    put("2.pcap", classic(BIG_ENDIAN, false, datagram(44, 9)));
    Platform.await(() -> "the second file", () -> listener.check().up() && isRead(listener));
    listener.stop().toCompletableFuture().join();
    assertEquals(Map.of(), intake.lost);
    assertFalse(text(listener).contains("within"), text(listener));
  }

  private boolean isRead(CaptureFileListener listener) {
    return listener.packets() == 3;
  }

  private static String text(CaptureFileListener listener) {
    return listener.check().detail().en();
  }

  private CaptureFileListener listener(boolean follow) {
    return new CaptureFileListener(
        new CaptureFileConfig("captures", "", folder, follow), intake, new Caps());
  }

  private Path put(String name, byte[] octets) throws IOException {
    return Files.write(folder.resolve(name), octets);
  }
}
