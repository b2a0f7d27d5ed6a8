package songlam.collectors.parse.packet.stream;

import java.util.Arrays;

/** Bytes waiting to be understood: grows at the end up to a limit, shrinks at the front. */
public final class Window {
  private final int limit;
  private byte[] bytes = {};
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
      byte[] larger = new byte[Math.max(end - from + length, 512)];
      System.arraycopy(bytes, from, larger, 0, end - from);
      end -= from;
      from = 0;
      bytes = larger;
    }
    System.arraycopy(data, offset, bytes, end, length);
    end += length;
    return true;
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
    if (from == end) {
      from = 0;
      end = 0;
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
