package songlam.core.detect.match;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A block of addresses (RFC 4632). IPv4 lies in IPv6 as ::ffff:0:0/96, so both are one space.
 *
 * @param high upper 64 bits of the base
 * @param low lower 64 bits of the base
 * @param length prefix length in that space, 0 to 128
 */
public record AddressBlock(long high, long low, int length) {
  private static final long MAPPED = 0xffff_0000_0000L;

  /**
   * Reads {@code 10.0.0.0/8}, {@code fe80::/10} or a single address.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static AddressBlock parse(String text) {
    int slash = text.indexOf('/');
    long[] address = address(slash < 0 ? text : text.substring(0, slash));
    if (address == null) {
      throw new IllegalArgumentException(text);
    }
    int family = text.indexOf(':') < 0 ? 96 : 0;
    int length = slash < 0 ? 128 : family + Integer.parseInt(text.substring(slash + 1));
    if (length < family || length > 128) {
      throw new IllegalArgumentException(text);
    }
    return new AddressBlock(mask(address[0], length, 0), mask(address[1], length, 64), length);
  }

  /**
   * The block of this length that an address lies in, null when the text is none.
   *
   * @param length as of the record, 0 to 128
   */
  public static @Nullable AddressBlock around(String text, int length) {
    long[] address = address(text);
    return address == null
        ? null
        : new AddressBlock(mask(address[0], length, 0), mask(address[1], length, 64), length);
  }

  /** Whether the text is an address of the block. */
  public boolean holds(String text) {
    long[] address = address(text);
    return address != null
        && mask(address[0], length, 0) == high
        && mask(address[1], length, 64) == low;
  }

  /** The two halves of an address, null when the text is none. */
  private static long @Nullable [] address(String text) {
    if (text.isEmpty() || text.length() > 45 || text.indexOf('%') >= 0) {
      return null;
    }
    try {
      byte[] bytes = InetAddress.ofLiteral(text).getAddress();
      if (bytes.length == 4) {
        return new long[] {0, MAPPED | (ByteBuffer.wrap(bytes).getInt() & 0xffff_ffffL)};
      }
      ByteBuffer wide = ByteBuffer.wrap(bytes);
      return new long[] {wide.getLong(), wide.getLong()};
    } catch (IllegalArgumentException notOne) {
      return null;
    }
  }

  private static long mask(long half, int length, int begins) {
    int bits = Math.clamp(length - begins, 0, 64);
    return bits == 0 ? 0 : half & (-1L << (64 - bits));
  }
}
