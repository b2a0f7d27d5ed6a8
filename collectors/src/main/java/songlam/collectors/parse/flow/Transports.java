package songlam.collectors.parse.flow;

/** IANA protocol numbers and the names ECS puts in {@code network.transport}. */
public final class Transports {
  public static final int ICMP = 1;
  public static final int TCP = 6;
  public static final int UDP = 17;
  public static final int ICMP6 = 58;
  public static final int SCTP = 132;

  private static final String[] NUMBERS = new String[256];

  static {
    for (int i = 0; i < NUMBERS.length; i++) {
      NUMBERS[i] = Integer.toString(i);
    }
  }

  private Transports() {}

  /** The number as text, without making a new one each time. */
  public static String number(int protocol) {
    return NUMBERS[protocol & 0xff];
  }

  /** The lower-case name, or empty for a protocol that has none here. */
  public static String name(int protocol) {
    return switch (protocol) {
      case ICMP -> "icmp";
      case 2 -> "igmp";
      case 4 -> "ipip";
      case TCP -> "tcp";
      case UDP -> "udp";
      case 33 -> "dccp";
      case 41 -> "ipv6";
      case 47 -> "gre";
      case 50 -> "esp";
      case 51 -> "ah";
      case ICMP6 -> "ipv6-icmp";
      case 88 -> "eigrp";
      case 89 -> "ospf";
      case 103 -> "pim";
      case 112 -> "vrrp";
      case SCTP -> "sctp";
      default -> "";
    };
  }
}
