package songlam.collectors.parse.packet;

import java.util.Arrays;
import songlam.collectors.parse.flow.Transports;

/**
 * Decodes the headers from link to transport out of raw bytes, in place: Ethernet with VLAN tags,
 * MPLS and PPPoE, BSD loopback, Linux cooked captures 1 and 2, PPP, raw IP; IPv4 and IPv6 with
 * extension headers; TCP, UDP, SCTP, ICMP. Everything is checked against the captured length.
 */
final class Headers {
  private static final int MOST_TAGS = 8;

  private Headers() {}

  /** Fills the packet; false when there is no IP packet in it, or not enough of one. */
  static boolean decode(Packet packet, int linkType, int from, int length) {
    int end = from + length;
    return switch (linkType) {
      case 1 -> ethernet(packet, from, end);
      case 0, 108 -> length >= 4 && loopback(packet, from, end);
      case 9 -> ppp(packet, from, end);
      case 12, 14, 101, 228, 229 -> ip(packet, from, end);
      case 113 -> length >= 16 && tagged(packet, packet.u16(from + 14), from + 16, end);
      case 276 -> length >= 20 && tagged(packet, packet.u16(from), from + 20, end);
      default -> false;
    };
  }

  private static boolean ethernet(Packet packet, int from, int end) {
    if (end - from < 14) {
      return false;
    }
    packet.macOffset = from;
    int type = packet.u16(from + 12);
    int at = from + 14;
    boolean isSnap =
        type <= 1500
            && end - at >= 8
            && packet.u16(at) == 0xaaaa
            && packet.u32(at + 2) >>> 8 == 0x030000;
    return isSnap ? tagged(packet, packet.u16(at + 6), at + 8, end) : tagged(packet, type, at, end);
  }

  private static boolean loopback(Packet packet, int from, int end) {
    return ip(packet, from + 4, end);
  }

  private static boolean ppp(Packet packet, int from, int end) {
    int at = end - from >= 4 && packet.u16(from) == 0xff03 ? from + 2 : from;
    return end - at >= 2 && isIpInPpp(packet.u16(at)) && ip(packet, at + 2, end);
  }

  private static boolean isIpInPpp(int protocol) {
    return protocol == 0x0021 || protocol == 0x0057;
  }

  private static boolean tagged(Packet packet, int firstType, int from, int end) {
    int type = firstType;
    int at = from;
    for (int tags = 0; tags < MOST_TAGS; tags++) {
      switch (type) {
        case 0x0800, 0x86dd -> {
          return ip(packet, at, end);
        }
        case 0x8100, 0x88a8, 0x9100 -> {
          if (end - at < 4) {
            return false;
          }
          tag(packet, packet.u16(at) & 0xfff);
          type = packet.u16(at + 2);
          at += 4;
        }
        case 0x8847, 0x8848 -> {
          return mpls(packet, at, end);
        }
        case 0x8864 -> {
          return end - at >= 8 && isIpInPpp(packet.u16(at + 6)) && ip(packet, at + 8, end);
        }
        default -> {
          return false;
        }
      }
    }
    return false;
  }

  private static void tag(Packet packet, int id) {
    if (packet.vlan == 0) {
      packet.vlan = id;
    } else {
      packet.innerVlan = id;
    }
  }

  private static boolean mpls(Packet packet, int from, int end) {
    int at = from;
    for (int labels = 0; labels < MOST_TAGS && end - at >= 4; labels++) {
      boolean isBottom = (packet.u8(at + 2) & 1) == 1;
      at += 4;
      if (isBottom) {
        return ip(packet, at, end);
      }
    }
    return false;
  }

  private static boolean ip(Packet packet, int from, int end) {
    if (end - from < 20) {
      return false;
    }
    return switch (packet.u8(from) >>> 4) {
      case 4 -> ipv4(packet, from, end);
      case 6 -> ipv6(packet, from, end);
      default -> false;
    };
  }

  private static boolean ipv4(Packet packet, int from, int end) {
    int header = (packet.u8(from) & 15) * 4;
    if (header < 20 || end - from < header) {
      return false;
    }
    int total = packet.u16(from + 2);
    // zero: the segmentation offload of the capturing host has not filled it in
    packet.networkBytes = total == 0 ? end - from : total;
    int fragment = packet.u16(from + 6);
    packet.isFragment = (fragment & 0x3fff) != 0;
    packet.isLaterFragment = (fragment & 0x1fff) != 0;
    packet.protocol = packet.u8(from + 9);
    packet.source = Arrays.copyOfRange(packet.data, from + 12, from + 16);
    packet.destination = Arrays.copyOfRange(packet.data, from + 16, from + 20);
    int stop = total < header ? end : Math.min(end, from + total);
    return transport(packet, from + header, stop);
  }

  private static boolean ipv6(Packet packet, int from, int end) {
    if (end - from < 40) {
      return false;
    }
    int payload = packet.u16(from + 4);
    packet.networkBytes = payload == 0 ? end - from : 40 + payload;
    packet.source = Arrays.copyOfRange(packet.data, from + 8, from + 24);
    packet.destination = Arrays.copyOfRange(packet.data, from + 24, from + 40);
    int stop = payload == 0 ? end : Math.min(end, from + 40 + payload);
    return extensions(packet, packet.u8(from + 6), from + 40, stop);
  }

  private static boolean extensions(Packet packet, int firstHeader, int from, int end) {
    int next = firstHeader;
    int at = from;
    for (int headers = 0; headers < MOST_TAGS; headers++) {
      boolean isExtension =
          switch (next) {
            case 0, 43, 44, 51, 60, 135 -> true;
            default -> false;
          };
      if (!isExtension || end - at < 8) {
        break;
      }
      if (next == 44) {
        packet.isFragment = true;
        packet.isLaterFragment |= (packet.u16(at + 2) & 0xfff8) != 0;
      }
      int length =
          switch (next) {
            case 44 -> 8;
            case 51 -> (packet.u8(at + 1) + 2) * 4;
            default -> (packet.u8(at + 1) + 1) * 8;
          };
      next = packet.u8(at);
      at = Math.min(end, at + length);
    }
    packet.protocol = next;
    return transport(packet, at, end);
  }

  private static boolean transport(Packet packet, int at, int end) {
    packet.payloadOffset = at;
    packet.payloadLength = Math.max(0, end - at);
    if (packet.isLaterFragment) {
      return true;
    }
    int length = end - at;
    switch (packet.protocol) {
      case Transports.TCP -> {
        if (length >= 20) {
          tcp(packet, at, end);
        }
      }
      case Transports.UDP -> {
        if (length >= 8) {
          ports(packet, at);
          int own = packet.u16(at + 4);
          packet.payloadOffset = at + 8;
          packet.payloadLength = own >= 8 ? Math.min(own - 8, length - 8) : length - 8;
        }
      }
      case Transports.SCTP -> {
        if (length >= 12) {
          ports(packet, at);
        }
      }
      case Transports.ICMP, Transports.ICMP6 -> {
        if (length >= 4) {
          packet.sourcePort = packet.u8(at);
          packet.destinationPort = packet.u8(at + 1);
        }
      }
      default -> {}
    }
    return true;
  }

  private static void ports(Packet packet, int at) {
    packet.sourcePort = packet.u16(at);
    packet.destinationPort = packet.u16(at + 2);
  }

  private static void tcp(Packet packet, int at, int end) {
    ports(packet, at);
    packet.tcpSequence = packet.u32(at + 4);
    packet.tcpFlags = packet.u8(at + 13);
    int header = Math.max(20, (packet.u8(at + 12) >>> 4) * 4);
    packet.payloadOffset = Math.min(end, at + header);
    packet.payloadLength = end - packet.payloadOffset;
  }
}
