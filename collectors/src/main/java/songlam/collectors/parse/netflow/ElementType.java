package songlam.collectors.parse.netflow;

import java.util.HexFormat;
import songlam.collectors.parse.flow.Addresses;

/** How the octets of an information element become a value (RFC 7011 section 6.1). */
enum ElementType {
  UNSIGNED,
  SIGNED,
  FLOAT,
  BOOLEAN,
  STRING,
  OCTETS,
  IPV4,
  IPV6,
  MAC,
  SECONDS,
  MILLISECONDS,
  MICROSECONDS,
  NANOSECONDS,
  /** Three words of four octets, as the Cisco ASA names an access list. */
  ACL_ID,
  /** Twenty bits of label, three experimental, one bottom of stack. */
  MPLS_LABEL,
  /** Classification engine and selector (RFC 6759). */
  APPLICATION_ID,
  /** An element no registry here knows: a number, text or hexadecimal by its look. */
  UNKNOWN,
  /** An unknown element of variable length: text by its look, else hexadecimal. */
  UNKNOWN_TEXT;

  private static final long NTP_TO_UNIX_SECONDS = 2_208_988_800L;

  /** The value as Event keeps vendor fields: Long, Double, Boolean or String. */
  Object value(byte[] bytes, int at, int length) {
    return switch (this) {
      case UNSIGNED, MPLS_LABEL, SECONDS, MILLISECONDS, MICROSECONDS, NANOSECONDS ->
          number(bytes, at, length);
      case SIGNED -> length > 8 ? Octets.hex(bytes, at, length) : signed(bytes, at, length);
      case FLOAT -> floating(bytes, at, length);
      case BOOLEAN -> length == 1 ? (Object) (bytes[at] == 1) : Octets.hex(bytes, at, length);
      case STRING -> Octets.text(bytes, at, length);
      case OCTETS -> Octets.hex(bytes, at, length);
      case IPV4 -> length == 4 ? Addresses.ipv4(bytes, at) : Octets.hex(bytes, at, length);
      case IPV6 -> length == 16 ? Addresses.ipv6(bytes, at) : Octets.hex(bytes, at, length);
      case MAC -> length == 6 ? Addresses.mac(bytes, at) : Octets.hex(bytes, at, length);
      case ACL_ID -> length == 12 ? aclId(bytes, at) : Octets.hex(bytes, at, length);
      case APPLICATION_ID -> applicationId(bytes, at, length);
      case UNKNOWN -> guess(bytes, at, length);
      case UNKNOWN_TEXT -> textOrHex(bytes, at, length);
    };
  }

  private Object number(byte[] bytes, int at, int length) {
    if (length > 8 || length == 0) {
      return Octets.hex(bytes, at, length);
    }
    return switch (this) {
      case MPLS_LABEL -> Octets.unsigned(bytes, at, length) >>> 4;
      case SECONDS -> Octets.unsigned(bytes, at, length) * 1000;
      case MICROSECONDS, NANOSECONDS -> ntpMillis(bytes, at, length);
      default -> plain(Octets.unsigned(bytes, at, length));
    };
  }

  private static Object plain(long value) {
    return value >= 0 ? (Object) value : Long.toUnsignedString(value);
  }

  /** NTP 64-bit time as milliseconds since 1970 (RFC 7011 section 6.1.9). */
  static long ntpMillis(byte[] bytes, int at, int length) {
    if (length != 8) {
      return Octets.unsigned(bytes, at, length);
    }
    long fraction = Octets.u32(bytes, at + 4);
    return (Octets.u32(bytes, at) - NTP_TO_UNIX_SECONDS) * 1000 + (fraction * 1000 >>> 32);
  }

  private static long signed(byte[] bytes, int at, int length) {
    int unused = 64 - 8 * length;
    return length == 0 ? 0 : Octets.unsigned(bytes, at, length) << unused >> unused;
  }

  private static Object floating(byte[] bytes, int at, int length) {
    return switch (length) {
      case 4 -> (double) Float.intBitsToFloat((int) Octets.u32(bytes, at));
      case 8 -> Double.longBitsToDouble(Octets.unsigned(bytes, at, 8));
      default -> Octets.hex(bytes, at, length);
    };
  }

  private static String aclId(byte[] bytes, int at) {
    HexFormat hex = HexFormat.of();
    return hex.formatHex(bytes, at, at + 4)
        + "-"
        + hex.formatHex(bytes, at + 4, at + 8)
        + "-"
        + hex.formatHex(bytes, at + 8, at + 12);
  }

  private static String applicationId(byte[] bytes, int at, int length) {
    if (length < 2 || length > 9) {
      return Octets.hex(bytes, at, length);
    }
    int engine = Octets.u8(bytes, at);
    // engine 20 names a private enterprise before the selector (RFC 6759 section 4.1)
    return engine == 20 && length > 5
        ? engine
            + ":"
            + Octets.u32(bytes, at + 1)
            + ":"
            + Octets.unsigned(bytes, at + 5, length - 5)
        : engine + ":" + Octets.unsigned(bytes, at + 1, length - 1);
  }

  private static Object guess(byte[] bytes, int at, int length) {
    if (length == 1 || length == 2 || length == 4 || length == 8) {
      return plain(Octets.unsigned(bytes, at, length));
    }
    return textOrHex(bytes, at, length);
  }

  private static String textOrHex(byte[] bytes, int at, int length) {
    return length == 0 || Octets.isPrintable(bytes, at, length)
        ? Octets.text(bytes, at, length)
        : Octets.hex(bytes, at, length);
  }
}
