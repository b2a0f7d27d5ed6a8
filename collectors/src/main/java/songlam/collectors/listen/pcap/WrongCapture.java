package songlam.collectors.listen.pcap;

import songlam.collectors.parse.packet.CaptureReader;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;
import songlam.core.pipeline.Intake;

/**
 * Puts into quarantine what is wrong with a capture: of a capture the head of the record that
 * cannot be read, for packets are not kept; of what is none its first octets.
 */
final class WrongCapture {
  /** Enough of what is wrong to see what it was. */
  private static final int SHOWN_OCTETS = 4_096;

  private static final int PCAP_RECORD_HEAD = 16;

  /** Of a block, up to where the packet of a simple one begins. */
  private static final int PCAPNG_RECORD_HEAD = 12;

  private final Intake intake;
  private final String source;
  private final String session;

  WrongCapture(Intake intake, String source, String session) {
    this.intake = intake;
    this.source = source;
    this.session = session;
  }

  /**
   * With the head of what is wrong.
   *
   * @param peer who sends it, or the file
   */
  void reject(String peer, CaptureReader capture, Reason reason, String detail) {
    reject(peer, capture.pendingOctets(shownOctets(capture)), reason, detail);
  }

  /** With nothing of the capture: the defect is ours. */
  void internal(String peer, String detail) {
    reject(peer, new byte[0], Reason.INTERNAL, detail);
  }

  private static int shownOctets(CaptureReader capture) {
    return switch (capture.firstOctet()) {
      case 0xa1, 0xd4, 0x4d -> PCAP_RECORD_HEAD;
      case 0x0a -> PCAPNG_RECORD_HEAD;
      default -> SHOWN_OCTETS;
    };
  }

  private void reject(String peer, byte[] octets, Reason reason, String detail) {
    long now = System.currentTimeMillis();
    intake.rejected(
        new RawRecord(source, SensorRecords.TYPE, session, now, peer, null, "", octets),
        reason,
        detail);
  }
}
