package songlam.collectors.parse.windows;

import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A place in the bytes of a chunk, read little endian, moving on.
 *
 * <p>Reading outside throws {@link IndexOutOfBoundsException} or {@link
 * java.nio.BufferUnderflowException}.
 */
final class Bytes {
  private final ByteBuffer bytes;

  private Bytes(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  static Bytes of(byte[] chunk) {
    return new Bytes(ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN));
  }

  /** The same bytes from another place on. */
  Bytes at(int offset) {
    if (offset < 0 || offset > bytes.limit()) {
      throw new MalformedEvtxException(
          "offset: " + offset + " (expected: at most " + bytes.limit() + ")");
    }
    return new Bytes(bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).position(offset));
  }

  /** The next so many bytes alone; their places are still those of the chunk. */
  Bytes part(int length) {
    if (length < 0 || length > left()) {
      throw new MalformedEvtxException(length + " bytes (expected: at most " + left() + ")");
    }
    Bytes part = at(bytes.position());
    part.bytes.limit(bytes.position() + length);
    skip(length);
    return part;
  }

  int place() {
    return bytes.position();
  }

  int left() {
    return bytes.remaining();
  }

  void skip(int count) {
    bytes.position(Math.addExact(bytes.position(), count));
  }

  int u8() {
    return bytes.get() & 0xff;
  }

  int u16() {
    return bytes.getShort() & 0xffff;
  }

  int i32() {
    return bytes.getInt();
  }

  long i64() {
    return bytes.getLong();
  }

  byte[] take(int count) {
    if (count > left()) {
      throw new MalformedEvtxException(count + " bytes (expected: at most " + left() + ")");
    }
    byte[] taken = new byte[count];
    bytes.get(taken);
    return taken;
  }

  /**
   * @param chars UTF-16 units
   */
  String text(int chars) {
    return new String(take(chars * 2), UTF_16LE);
  }
}
