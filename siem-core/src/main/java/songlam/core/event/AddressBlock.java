package songlam.core.event;

/**
 * A block of addresses (RFC 4632). IPv4 lies in IPv6 as ::ffff:0:0/96, so both are one space.
 *
 * @param high upper 64 bits of the base
 * @param low lower 64 bits of the base
 * @param length prefix length in that space, 0 to 128
 */
public record AddressBlock(long high, long low, int length) {

  /**
   * Reads {@code 10.0.0.0/8}, {@code fe80::/10} or a single address.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static AddressBlock parse(String text) {
    int slash = text.indexOf('/');
    IpAddress address = IpAddress.of(slash < 0 ? text : text.substring(0, slash));
    if (address == null) {
      throw new IllegalArgumentException(text);
    }
    int family = text.indexOf(':') < 0 ? 96 : 0;
    int length = slash < 0 ? 128 : family + Integer.parseInt(text.substring(slash + 1));
    if (length < family || length > 128) {
      throw new IllegalArgumentException(text);
    }
    return around(address, length);
  }

  /**
   * The block of this length that an address lies in.
   *
   * @param length as of the record, 0 to 128
   */
  public static AddressBlock around(IpAddress address, int length) {
    return new AddressBlock(
        mask(address.high(), length, 0), mask(address.low(), length, 64), length);
  }

  /** Whether the text is an address of the block. */
  public boolean holds(String text) {
    IpAddress address = IpAddress.of(text);
    return address != null && holds(address);
  }

  public boolean holds(IpAddress address) {
    return mask(address.high(), length, 0) == high && mask(address.low(), length, 64) == low;
  }

  private static long mask(long half, int length, int begins) {
    int bits = Math.clamp(length - begins, 0, 64);
    return bits == 0 ? 0 : half & (-1L << (64 - bits));
  }
}
