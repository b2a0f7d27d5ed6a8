package songlam.collectors.parse.packet;

/** What the headers of one packet say. Filled again for each packet; addresses are fresh arrays. */
final class Packet {
  private static final byte[] NOTHING = {};

  static final int FIN = 1;
  static final int SYN = 2;
  static final int RST = 4;
  static final int ACK = 16;

  long nanos;
  byte[] data = NOTHING;
  byte[] source = {};
  byte[] destination = {};
  int protocol;
  int sourcePort;
  int destinationPort;

  /** Octets of the network layer by its own length field. */
  long networkBytes;

  int vlan;
  int innerVlan;

  /** A fragment that holds no transport header. */
  boolean isLaterFragment;

  boolean isFragment;
  int tcpFlags;
  long tcpSequence;
  int payloadOffset;

  /** Octets of payload that were captured. */
  int payloadLength;

  /** Offsets of the hardware addresses, or -1 where the link has none. */
  int macOffset;

  void begin(long time, byte[] octets) {
    nanos = time;
    data = octets;
    protocol = -1;
    sourcePort = 0;
    destinationPort = 0;
    networkBytes = 0;
    vlan = 0;
    innerVlan = 0;
    isLaterFragment = false;
    isFragment = false;
    tcpFlags = 0;
    tcpSequence = 0;
    payloadOffset = 0;
    payloadLength = 0;
    macOffset = -1;
  }

  /** Its octets are only lent. */
  void end() {
    data = NOTHING;
  }

  int u8(int at) {
    return data[at] & 0xff;
  }

  int u16(int at) {
    return (data[at] & 0xff) << 8 | data[at + 1] & 0xff;
  }

  long u32(int at) {
    return (long) u16(at) << 16 | u16(at + 2);
  }
}
