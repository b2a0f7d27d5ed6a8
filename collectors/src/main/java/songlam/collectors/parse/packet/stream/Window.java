package songlam.collectors.parse.packet.stream;

import java.util.Arrays;

/** Bytes waiting to be understood: grows at the end up to a limit, shrinks at the front. */
public final class Window {
  private static final byte[] NOTHING = {};

  private final int limit;
  private byte[] bytes = NOTHING;
  private int from;
  private int end;

  public Window(int limit) {
    this.limit = limit;
  }

  /** Adds bytes; false when they would exceed the limit, and nothing was added. */
  public boolean add(byte[] data, int offset, int length) {
    if (end - from + length > limit) {
      return false;
    }
    if (end + length > bytes.length) {
      int wanted = Math.max(2 * (end - from), 512);
      byte[] larger = new byte[Math.max(end - from + length, Math.min(limit, wanted))];
      System.arraycopy(bytes, from, larger, 0, end - from);
      end -= from;
      from = 0;
      bytes = larger;
    }
    System.arraycopy(data, offset, bytes, end, length);
    end += length;
    return true;
  }

  /** Octets of memory. */
  public int held() {
    return bytes.length;
  }

  public int size() {
    return end - from;
  }

  /** The octet at this place, 0 to 255. */
  public int at(int index) {
    return bytes[from + index] & 0xff;
  }

  public int u16(int index) {
    return at(index) << 8 | at(index + 1);
  }

  public byte[] copy(int start, int length) {
    return Arrays.copyOfRange(bytes, from + start, from + start + length);
  }

  public void drop(int count) {
    from += count;
    if (from == end) { // a flow that waits for its next message holds nothing
      from = 0;
      end = 0;
      bytes = NOTHING;
    }
  }

  /** The place of this octet, or -1. */
  public int indexOf(int octet, int start) {
    for (int i = start; i < size(); i++) {
      if (at(i) == octet) {
        return i;
      }
    }
    return -1;
  }
}
