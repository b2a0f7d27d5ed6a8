package songlam.collectors.parse.flow;

/** Address bytes as text. */
public final class Addresses {
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private Addresses() {}

  /** Four octets as dotted quad. */
  public static String ipv4(byte[] bytes, int offset) {
    char[] text = new char[15];
    int length = 0;
    for (int i = 0; i < 4; i++) {
      int octet = bytes[offset + i] & 0xff;
      if (i > 0) {
        text[length++] = '.';
      }
      if (octet >= 100) {
        text[length++] = (char) ('0' + octet / 100);
      }
      if (octet >= 10) {
        text[length++] = (char) ('0' + octet / 10 % 10);
      }
      text[length++] = (char) ('0' + octet % 10);
    }
    return new String(text, 0, length);
  }

  /** Sixteen octets in the canonical form of RFC 5952; mapped IPv4 as {@code ::ffff:192.0.2.1}. */
  public static String ipv6(byte[] bytes, int offset) {
    if (isMapped(bytes, offset)) {
      return "::ffff:" + ipv4(bytes, offset + 12);
    }
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = (bytes[offset + 2 * i] & 0xff) << 8 | bytes[offset + 2 * i + 1] & 0xff;
    }
    int[] zeros = longestZeros(groups);
    StringBuilder text = new StringBuilder(39);
    for (int i = 0; i < 8; i++) {
      if (i == zeros[0]) {
        text.append("::");
        i += zeros[1] - 1;
      } else {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }

  /** Four or sixteen octets as text. */
  public static String text(byte[] address) {
    return address.length == 4 ? ipv4(address, 0) : ipv6(address, 0);
  }

  /** A hardware address as ECS writes it: {@code 00-50-56-C0-00-01}. */
  public static String mac(byte[] bytes, int offset) {
    char[] text = new char[17];
    for (int i = 0; i < 6; i++) {
      int octet = bytes[offset + i] & 0xff;
      text[3 * i] = Character.toUpperCase(HEX[octet >>> 4]);
      text[3 * i + 1] = Character.toUpperCase(HEX[octet & 15]);
      if (i < 5) {
        text[3 * i + 2] = '-';
      }
    }
    return new String(text);
  }

  private static boolean isMapped(byte[] bytes, int offset) {
    for (int i = 0; i < 10; i++) {
      if (bytes[offset + i] != 0) {
        return false;
      }
    }
    return bytes[offset + 10] == -1 && bytes[offset + 11] == -1;
  }

  /** Start and length of the longest run of two or more zero groups, the first of equals. */
  private static int[] longestZeros(int[] groups) {
    int start = -1;
    int length = 1;
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && groups[end] == 0) {
        end++;
      }
      if (end - i > length) {
        start = i;
        length = end - i;
      }
      i = Math.max(i, end);
    }
    return new int[] {start, length};
  }
}
