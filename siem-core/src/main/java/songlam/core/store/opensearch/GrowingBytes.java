package songlam.core.store.opensearch;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/** Bytes in the making whose end can be taken back. Not safe for more than one thread. */
final class GrowingBytes extends OutputStream {
  private byte[] bytes;
  private int size;

  GrowingBytes(int expected) {
    this.bytes = new byte[expected];
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

  /** Reads what is there, without a copy. */
  InputStream read() {
    return new ByteArrayInputStream(bytes, 0, size);
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }
}
