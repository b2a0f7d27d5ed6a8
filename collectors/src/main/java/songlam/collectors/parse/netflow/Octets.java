package songlam.collectors.parse.netflow;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Big-endian numbers and text out of a datagram. Callers check bounds. */
final class Octets {
  private Octets() {}

  static int u8(byte[] bytes, int at) {
    return bytes[at] & 0xff;
  }

  static int u16(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
  }

  static long u32(byte[] bytes, int at) {
    return (long) u16(bytes, at) << 16 | u16(bytes, at + 2);
  }

  /** The lowest 64 bits of an unsigned number of any length: exporters shorten counters. */
  static long unsigned(byte[] bytes, int at, int length) {
    long value = 0;
    for (int i = 0; i < length; i++) {
      value = value << 8 | bytes[at + i] & 0xff;
    }
    return value;
  }

  /** UTF-8 up to the first NUL. */
  static String text(byte[] bytes, int at, int length) {
    int end = at;
    while (end < at + length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, at, end - at, StandardCharsets.UTF_8);
  }

  static String hex(byte[] bytes, int at, int length) {
    return HexFormat.of().formatHex(bytes, at, at + length);
  }

  static boolean isPrintable(byte[] bytes, int at, int length) {
    for (int i = at; i < at + length; i++) {
      if (bytes[i] < 0x20 && bytes[i] >= 0 && bytes[i] != 0 || bytes[i] == 0x7f) {
        return false;
      }
    }
    return length > 0 && bytes[at] != 0;
  }
}
