package songlam.core.correlate.window;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Bytes in the making, in pieces: what grows to megabytes is never copied to grow, and no piece is
 * large enough to trouble the collector of garbage. Not safe for more than one thread.
 */
final class Pieces extends OutputStream {
  private static final int LARGEST = 1 << 17;

  private final List<byte[]> full = new ArrayList<>();
  private byte[] piece;
  private int used;
  private int fullBytes;

  /**
   * @param first bytes of the first piece; each following is twice as large, up to 128 KiB
   */
  Pieces(int first) {
    this.piece = new byte[first];
  }

  @Override
  public void write(int b) {
    if (used == piece.length) {
      next();
    }
    piece[used++] = (byte) b;
  }

  @Override
  public void write(byte[] source, int from, int length) {
    int left = length;
    while (left > 0) {
      if (used == piece.length) {
        next();
      }
      int some = Math.min(left, piece.length - used);
      System.arraycopy(source, from + length - left, piece, used, some);
      used += some;
      left -= some;
    }
  }

  private void next() {
    full.add(piece);
    fullBytes += used;
    piece = new byte[Math.min(LARGEST, piece.length * 2)];
    used = 0;
  }

  int size() {
    return fullBytes + used;
  }

  void writeTo(OutputStream out) throws IOException {
    for (byte[] one : full) {
      out.write(one);
    }
    out.write(piece, 0, used);
  }

  byte[] toByteArray() {
    byte[] all = new byte[size()];
    int at = 0;
    for (byte[] one : full) {
      System.arraycopy(one, 0, all, at, one.length);
      at += one.length;
    }
    System.arraycopy(piece, 0, all, at, used);
    return all;
  }
}
