package songlam.collectors.frame;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/**
 * A line feed behind each record; empty lines are none, a trailing CR is not part of it. A line
 * that is longer than allowed is cut, the rest passed over.
 */
public final class LineFramer implements Framer {
  private final int longest;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream(512);
  private long length;
  private int last;

  /**
   * @param longest bytes of a line that are kept
   */
  public LineFramer(int longest) {
    this.longest = longest;
  }

  @Override
  public void feed(byte[] chunk, Consumer<Frame> out) {
    int at = 0;
    while (at < chunk.length) {
      int end = at;
      while (end < chunk.length && chunk[end] != '\n') {
        end++;
      }
      put(chunk, at, end - at);
      if (end < chunk.length) {
        end(out);
      }
      at = end + 1;
    }
  }

  @Override
  public void end(Consumer<Frame> out) {
    long whole = last == '\r' ? length - 1 : length;
    byte[] payload = kept.toByteArray();
    if (whole < payload.length) {
      payload = java.util.Arrays.copyOf(payload, (int) whole);
    }
    if (whole > 0) {
      out.accept(new Frame(payload, whole));
    }
    kept.reset();
    length = 0;
    last = 0;
  }

  private void put(byte[] chunk, int at, int count) {
    if (count == 0) {
      return;
    }
    kept.write(chunk, at, Math.max(0, Math.min(count, longest - kept.size())));
    length += count;
    last = chunk[at + count - 1];
  }
}
