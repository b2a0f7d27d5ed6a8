package songlam.collectors.parse.packet;

import java.util.Arrays;
import songlam.collectors.parse.flow.Addresses;
import songlam.collectors.parse.flow.Transports;

/** Takes the datagrams out of a capture: what an exporter sent, as it stood on the wire. */
public final class UdpPayloads implements CaptureReader.Sink {
  /** Where datagrams go. */
  public interface Out {
    /**
     * @param millis capture time, milliseconds since the epoch
     * @param sender the sender's address as text
     * @param payload its own array
     */
    void datagram(long millis, String sender, byte[] payload);
  }

  private final Out out;
  private final Packet packet = new Packet();

  public UdpPayloads(Out out) {
    this.out = out;
  }

  @Override
  public void packet(
      long nanos, int linkType, byte[] data, int offset, int captured, int wireLength) {
    packet.begin(nanos, data);
    if (Headers.decode(packet, linkType, offset, captured)
        && packet.protocol == Transports.UDP
        && packet.payloadLength > 0
        && !packet.isLaterFragment) {
      int from = packet.payloadOffset;
      out.datagram(
          Math.floorDiv(nanos, 1_000_000L),
          Addresses.text(packet.source),
          Arrays.copyOfRange(data, from, from + packet.payloadLength));
    }
  }
}
