package songlam.core.store.opensearch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStream;
import java.util.Arrays;

/** Bytes in the making whose end can be taken back. Not safe for more than one thread. */
final class GrowingBytes extends OutputStream {
  private byte[] bytes;
  private int size;

  GrowingBytes(int expected) {
    this.bytes = new byte[expected];
  }

  /** Those of an array, which is not copied. */
  static GrowingBytes of(byte[] bytes) {
    GrowingBytes all = new GrowingBytes(0);
    all.bytes = bytes;
    all.size = bytes.length;
    return all;
  }

  @Override
  public void write(int b) {
    require(1);
    bytes[size++] = (byte) b;
  }

  @Override
  public void write(byte[] source, int from, int length) {
    require(length);
    System.arraycopy(source, from, bytes, size, length);
    size += length;
  }

  /** In UTF-8. */
  void writeText(CharSequence text) {
    require(text.length());
    int start = size;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 128) {
        size = start;
        writeBytes(text.toString().getBytes(UTF_8));
        return;
      }
      bytes[size++] = (byte) c;
    }
  }

  private void writeBytes(byte[] all) {
    write(all, 0, all.length);
  }

  private void require(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }

  int size() {
    return size;
  }

  void shrinkTo(int smaller) {
    size = smaller;
  }

  byte[] copyOf(int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }

  /** What is there is its first {@link #size()} bytes; not a copy. */
  byte[] array() {
    return bytes;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }
}
