package songlam.collectors.listen.pcap;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import songlam.collectors.listen.RecordingIntake;
import songlam.collectors.listen.TcpPort;
import songlam.collectors.parse.packet.CaptureForms;
import songlam.core.event.Caps;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;

/** One sender's stream: what it becomes, and what is said when it cannot be read. */
class SentCaptureTest {
  private final RecordingIntake intake = new RecordingIntake();
  private final PcapOverIpConfig config =
      new PcapOverIpConfig("sensor", "", new TcpPort("127.0.0.1", 0, null, 4, 60), 65_536);
  private final Senders senders =
      new Senders(config, intake, new Caps(), new SharedRoom(100, 65_536));
  private final SentCapture capture = of("192.0.2.9");

  @Test
  void onALinkThatFallsSilentFlowsEndAllTheSame() {
    capture.feed(CaptureForms.classic(BIG_ENDIAN, false, CaptureForms.datagram(40, 9)));
    capture.tick(TimeUnit.SECONDS.toNanos(59));
    assertEquals(List.of(), intake.records);
    capture.tick(TimeUnit.SECONDS.toNanos(61));
    assertEquals(1, intake.records.size());
    assertTrue(text().contains("idle_timeout"), text());
    assertEquals("192.0.2.9", intake.records.getFirst().peer());
    assertEquals("sensor", intake.records.getFirst().type());
  }

  @Test
  void aSenderThatGoesLeavesItsFlows() {
    capture.feed(CaptureForms.pcapng(LITTLE_ENDIAN, CaptureForms.datagram(40, 9)));
    capture.end();
    assertTrue(text().contains("forced_end"), text());
    assertEquals(Map.of(), intake.lost);
  }

  @Test
  void onlyTheFirstThatIsWrongIsCountedAndNothingBehindItIsRead() {
    byte[] broken =
        CaptureForms.joined(
            CaptureForms.classic(BIG_ENDIAN, false, CaptureForms.datagram(40, 9)),
            CaptureForms.claim(BIG_ENDIAN, 65_537));
    assertFalse(capture.feed(broken));
    assertFalse(capture.feed(broken));
    capture.end();
    assertEquals(Map.of(Reason.OVERSIZED, 1L), intake.lost);
    assertEquals(1, intake.records.size(), "what came before counts");
  }

  @Test
  void ofAPacketThatIsCutOffOnlyTheHeadOfItsRecordIsKept() {
    byte[] whole =
        CaptureForms.joined(
            CaptureForms.classic(BIG_ENDIAN, false),
            CaptureForms.claim(BIG_ENDIAN, 1_000),
            new byte[999]);
    capture.feed(whole);
    capture.end();
    assertEquals(Map.of(Reason.TRUNCATED, 1L), intake.lost);
    assertArrayEquals(Arrays.copyOfRange(whole, 24, 40), intake.refused.getFirst().payload());
  }

  @Test
  void ofABlockThatIsCutOffOnlyItsHeadIsKept() {
    byte[] head = CaptureForms.pcapng(LITTLE_ENDIAN);
    byte[] whole = CaptureForms.pcapng(LITTLE_ENDIAN, CaptureForms.datagram(40, 900));
    capture.feed(Arrays.copyOf(whole, whole.length - 1));
    capture.end();
    assertEquals(Map.of(Reason.TRUNCATED, 1L), intake.lost);
    assertArrayEquals(
        Arrays.copyOfRange(whole, head.length, head.length + 12),
        intake.refused.getFirst().payload());
  }

  @Test
  void ofWhatIsNoCaptureEnoughIsKeptToSeeWhatItIs() {
    capture.feed("<38>this is a line of syslog, no capture".getBytes(UTF_8));
    assertEquals(
        "<38>this is a line of syslog, no capture",
        new String(intake.refused.getFirst().payload(), UTF_8));
  }

  @Test
  void ofAPacketWithADefectOfOursNothingIsKept() {
    capture.packet(0, 101, new byte[] {0x45, 1, 2, 3}, 0, 400, 400);
    assertEquals(Map.of(Reason.INTERNAL, 1L), intake.lost);
    assertEquals(0, intake.refused.getFirst().payload().length);
    assertEquals("192.0.2.9", intake.refused.getFirst().peer());
  }

  @Test
  void onlyWhatCameWholeIsASignOfLife() {
    byte[] octets = CaptureForms.classic(BIG_ENDIAN, false, CaptureForms.datagram(40, 9));
    int sent = 0;
    for (byte octet : Arrays.copyOf(octets, octets.length - 1)) {
      capture.feed(new byte[] {octet});
      sent++;
      assertEquals(sent < 24 ? 0 : 1, capture.complete(), sent + " octets");
    }
    capture.feed(new byte[] {octets[sent]});
    assertEquals(2, capture.complete());
  }

  @Test
  void aPortThatIsOnlyKnockedAtIsNoLoss() {
    capture.end();
    assertEquals(Map.of(), intake.lost);
  }

  @Test
  void packetsWithoutIpAreCountedBeside() {
    capture.feed(
        CaptureForms.classic(BIG_ENDIAN, true, new byte[60], CaptureForms.datagram(40, 9)));
    assertEquals(2, senders.packets());
    assertEquals(1, senders.undecoded());
  }

  @Test
  void sendersShareTheFlowsOfOneSensor() {
    SentCapture other = of("192.0.2.10");
    of("192.0.2.11");
    capture.feed(flows(100));
    capture.tick(0);
    assertEquals(List.of(), intake.records, "one may have all of them");
    other.feed(flows(20));
    assertEquals(80, capture.flows());
    assertEquals(20, other.flows());
    other.end();
    assertEquals(40, intake.records.size());
    assertTrue(text().contains("lack_of_resources"), text());
    assertEquals("192.0.2.9", intake.records.getFirst().peer());
  }

  @Test
  void aPacketThatIsNotCompleteTakesRoomToo() {
    SentCapture other = of("192.0.2.10");
    capture.feed(flows(3));
    byte[] half =
        CaptureForms.joined(
            CaptureForms.classic(BIG_ENDIAN, false),
            CaptureForms.claim(BIG_ENDIAN, 60_000),
            new byte[40_000]);
    assertFalse(other.feed(half));
    assertFalse(other.tick(0), "the connection is closed");
    other.end();
    assertEquals(Map.of(Reason.PEER_LIMIT, 1L), intake.lost);
    assertEquals(0, other.held());
    assertTrue(capture.tick(0));
  }

  private static byte[] flows(int count) {
    byte[][] packets = new byte[count][];
    for (int i = 0; i < count; i++) {
      packets[i] = CaptureForms.datagram(1_000 + i, 9);
    }
    return CaptureForms.classic(BIG_ENDIAN, false, packets);
  }

  @Test
  void theJournalIsNotAskedForEachSender() throws Exception {
    List<SentCapture> all = List.of(capture, of("192.0.2.10"), of("192.0.2.11"));
    byte[] octets = CaptureForms.classic(BIG_ENDIAN, false, CaptureForms.datagram(40, 9));
    all.forEach(one -> one.feed(octets));
    all.forEach(one -> one.tick(TimeUnit.SECONDS.toNanos(61)));
    assertEquals(1, intake.records.size(), "the others wait for the next time");
    Thread.sleep(200);
    all.forEach(one -> one.tick(0));
    assertEquals(
        List.of("192.0.2.9", "192.0.2.10", "192.0.2.11"),
        intake.records.stream().map(RawRecord::peer).toList());
  }

  @Test
  void norForEachThatGoes() {
    List<SentCapture> all = List.of(capture, of("192.0.2.10"), of("192.0.2.11"));
    byte[] octets = CaptureForms.classic(BIG_ENDIAN, false, CaptureForms.datagram(40, 9));
    all.forEach(one -> one.feed(octets));
    all.forEach(SentCapture::end);
    assertEquals(1, intake.records.size(), "the others wait for the next time");
    senders.flush();
    assertEquals(3, intake.records.size());
  }

  private SentCapture of(String peer) {
    return new SentCapture(config, intake, senders, peer);
  }

  private String text() {
    return new String(intake.records.getFirst().payload(), UTF_8);
  }
}
