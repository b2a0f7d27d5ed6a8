package songlam.collectors.parse.packet;

import java.util.Arrays;
import songlam.collectors.parse.flow.Transports;

/**
 * Both directions of a conversation: the lower end first. For ICMP the ports are the type and the
 * type that answers it.
 */
@SuppressWarnings("ArrayRecordComponent") // equality is written out below
record FlowKey(byte[] low, byte[] high, int ports, int protocolAndVlan) {
  /** The key of the packet. */
  static FlowKey of(Packet packet) {
    int near = packet.sourcePort;
    int far = isIcmp(packet) ? counterpart(packet) : packet.destinationPort;
    int order = Arrays.compareUnsigned(packet.source, packet.destination);
    int tail = packet.protocol | packet.vlan << 8;
    return order < 0 || order == 0 && near <= far
        ? new FlowKey(packet.source, packet.destination, near << 16 | far, tail)
        : new FlowKey(packet.destination, packet.source, far << 16 | near, tail);
  }

  private static boolean isIcmp(Packet packet) {
    return packet.protocol == Transports.ICMP || packet.protocol == Transports.ICMP6;
  }

  private static int counterpart(Packet packet) {
    int type = packet.sourcePort;
    return switch (packet.protocol == Transports.ICMP ? type : type << 8) {
      case 0 -> 8;
      case 8 -> 0;
      case 13 -> 14;
      case 14 -> 13;
      case 128 << 8 -> 129;
      case 129 << 8 -> 128;
      case 135 << 8 -> 136;
      case 136 << 8 -> 135;
      default -> type;
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FlowKey key
        && ports == key.ports
        && protocolAndVlan == key.protocolAndVlan
        && Arrays.equals(low, key.low)
        && Arrays.equals(high, key.high);
  }

  @Override
  public int hashCode() {
    int hash = Arrays.hashCode(low) * 31 + Arrays.hashCode(high);
    return (hash * 31 + ports) * 31 + protocolAndVlan;
  }
}
