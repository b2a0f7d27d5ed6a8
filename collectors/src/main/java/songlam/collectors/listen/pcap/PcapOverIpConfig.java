package songlam.collectors.listen.pcap;

import static java.util.Objects.requireNonNull;

import songlam.collectors.listen.TcpPort;

/**
 * Packets that sensors elsewhere send.
 *
 * @param source the ledger's row
 * @param session the session of the records: live, or the name of one that tells of before
 * @param at where they come in, and how many
 * @param longestBytes a packet that claims more octets ends the capture of its sender
 */
public record PcapOverIpConfig(String source, String session, TcpPort at, int longestBytes) {
  public PcapOverIpConfig {
    requireNonNull(source);
    requireNonNull(session);
    requireNonNull(at);
    if (longestBytes < 64 || longestBytes > 1 << 24) {
      throw new IllegalArgumentException(
          "longestBytes: " + longestBytes + " (expected: 64 to " + (1 << 24) + ")");
    }
  }
}
