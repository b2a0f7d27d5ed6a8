package songlam.core.event;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * An address as it may stand in an event: four decimal numbers without leading zeros (RFC 6943
 * §3.1.1, strict form) or the text form of RFC 4291 §2.2 without a zone. What the store's {@code
 * ip} type refuses is none. IPv4 lies in IPv6 as ::ffff:0:0/96, so both are one space.
 *
 * @param high upper 64 bits
 * @param low lower 64 bits
 */
public record IpAddress(long high, long low) {
  private static final long MAPPED = 0xffff_0000_0000L;
  private static final int LONGEST = 45;

  /** The address, null when the text is none. */
  public static @Nullable IpAddress of(String text) {
    if (text.indexOf(':') < 0) {
      long four = four(text, 0);
      return four < 0 ? null : new IpAddress(0, MAPPED | four);
    }
    if (!isSpelled(text)) {
      return null;
    }
    try {
      byte[] bytes = InetAddress.ofLiteral(text).getAddress();
      if (bytes.length == 4) {
        return new IpAddress(0, MAPPED | (ByteBuffer.wrap(bytes).getInt() & 0xffff_ffffL));
      }
      ByteBuffer wide = ByteBuffer.wrap(bytes);
      return new IpAddress(wide.getLong(), wide.getLong());
    } catch (IllegalArgumentException notOne) {
      return null;
    }
  }

  /** Whether the text is an address. */
  public static boolean isOne(String text) {
    return text.indexOf(':') < 0 ? four(text, 0) >= 0 : of(text) != null;
  }

  /** Only what the notation is made of: no zone, no brackets; its IPv4 tail in the strict form. */
  private static boolean isSpelled(String text) {
    if (text.length() > LONGEST) {
      return false;
    }
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c != ':' && c != '.' && Character.digit(c, 16) < 0 || c > 'f') {
        return false;
      }
    }
    return text.indexOf('.') < 0 || four(text, text.lastIndexOf(':') + 1) >= 0;
  }

  /** The 32 bits of the IPv4 address that is the rest of the text, negative when it is none. */
  private static long four(String text, int from) {
    long bits = 0;
    int at = from;
    for (int part = 0; part < 4; part++) {
      int begin = at;
      int number = 0;
      while (at < text.length() && at - begin < 3 && isDigit(text.charAt(at))) {
        number = number * 10 + text.charAt(at++) - '0';
      }
      boolean padded = at - begin > 1 && text.charAt(begin) == '0';
      boolean ended =
          part == 3 ? at == text.length() : at < text.length() && text.charAt(at) == '.';
      if (at == begin || number > 255 || padded || !ended) {
        return -1;
      }
      bits = bits << 8 | number;
      at++;
    }
    return bits;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
