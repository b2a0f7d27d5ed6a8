package songlam.core.normalise;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * A block of addresses (RFC 4632). IPv4 lies in IPv6 as ::ffff:0:0/96, so both are one space.
 *
 * @param high upper 64 bits of the base
 * @param low lower 64 bits of the base
 * @param length prefix length in that space, 0 to 128
 */
public record Network(long high, long low, int length) {
  private static final long MAPPED = 0xffff_0000_0000L;

  /**
   * Reads {@code 10.40.0.0/16}, {@code 2001:db8::/32} or a single address.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static Network parse(String text) {
    int slash = text.indexOf('/');
    long[] address = address(slash < 0 ? text : text.substring(0, slash));
    int family = text.indexOf(':') < 0 ? 96 : 0;
    int length = slash < 0 ? 128 : family + Integer.parseInt(text.substring(slash + 1));
    if (length < family || length > 128) {
      throw new IllegalArgumentException(text);
    }
    return new Network(mask(address[0], length, 0), mask(address[1], length, 64), length);
  }

  boolean holds(long otherHigh, long otherLow) {
    return mask(otherHigh, length, 0) == high && mask(otherLow, length, 64) == low;
  }

  /** The two halves of an address. */
  static long[] address(String text) {
    byte[] bytes = InetAddress.ofLiteral(text).getAddress();
    if (bytes.length == 4) {
      return new long[] {0, MAPPED | (ByteBuffer.wrap(bytes).getInt() & 0xffff_ffffL)};
    }
    ByteBuffer wide = ByteBuffer.wrap(bytes);
    return new long[] {wide.getLong(), wide.getLong()};
  }

  static long mask(long half, int length, int begins) {
    int bits = Math.clamp(length - begins, 0, 64);
    return bits == 0 ? 0 : half & (-1L << (64 - bits));
  }
}
