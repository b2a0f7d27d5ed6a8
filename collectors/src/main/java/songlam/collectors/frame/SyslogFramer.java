package songlam.collectors.frame;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Syslog over a stream (RFC 6587): octet counting ({@code 12 <38>...}) or a line feed behind each
 * message, told apart message by message by its first byte. Trailing CR and NUL are not part of a
 * message. One that is longer than allowed is cut, the rest passed over, and the stream goes on.
 */
public final class SyslogFramer implements Framer {
  private static final int LONGEST_COUNT = 10;

  private final int longest;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream(512);
  private State state = State.BETWEEN;
  private long length;
  private long counted;
  private int digits;

  private enum State {
    BETWEEN,
    COUNT,
    COUNTED,
    LINE
  }

  /**
   * @param longest bytes of a message that are kept
   */
  public SyslogFramer(int longest) {
    this.longest = longest;
  }

  @Override
  public void feed(byte[] chunk, Consumer<Frame> out) {
    int at = 0;
    while (at < chunk.length) {
      at =
          switch (state) {
            case BETWEEN -> begin(chunk, at);
            case COUNT -> count(chunk, at);
            case COUNTED -> counted(chunk, at, out);
            case LINE -> line(chunk, at, out);
          };
    }
  }

  @Override
  public void end(Consumer<Frame> out) {
    if (length > 0) {
      emit(out);
    }
    state = State.BETWEEN;
  }

  private int begin(byte[] chunk, int at) {
    byte first = chunk[at];
    if (first == '\n' || first == '\r' || first == 0 || first == ' ') {
      return at + 1;
    }
    counted = 0;
    digits = 0;
    state = first >= '1' && first <= '9' ? State.COUNT : State.LINE;
    return at;
  }

  private int count(byte[] chunk, int at) {
    byte next = chunk[at];
    if (next >= '0' && next <= '9' && digits < LONGEST_COUNT) {
      counted = counted * 10 + next - '0';
      digits++;
      put(chunk, at, 1);
      return at + 1;
    }
    if (next == ' ') {
      // The digits were a length, not text.
      kept.reset();
      length = 0;
      state = State.COUNTED;
      return at + 1;
    }
    state = State.LINE;
    return at;
  }

  private int counted(byte[] chunk, int at, Consumer<Frame> out) {
    int take = (int) Math.min(counted - length, chunk.length - at);
    put(chunk, at, take);
    if (length == counted) {
      emit(out);
    }
    return at + take;
  }

  private int line(byte[] chunk, int at, Consumer<Frame> out) {
    int end = at;
    while (end < chunk.length && chunk[end] != '\n' && chunk[end] != 0) {
      end++;
    }
    put(chunk, at, end - at);
    if (end < chunk.length) {
      emit(out);
      return end + 1;
    }
    return end;
  }

  private void put(byte[] chunk, int at, int count) {
    int room = (int) Math.max(0, Math.min(count, longest - (long) kept.size()));
    kept.write(chunk, at, room);
    length += count;
  }

  private void emit(Consumer<Frame> out) {
    byte[] payload = kept.toByteArray();
    long whole = length;
    int end = payload.length;
    while (whole == end && end > 0 && isTrailer(payload[end - 1])) {
      end--;
      whole--;
    }
    if (end > 0) {
      out.accept(new Frame(end == payload.length ? payload : Arrays.copyOf(payload, end), whole));
    }
    kept.reset();
    length = 0;
    state = State.BETWEEN;
  }

  private static boolean isTrailer(byte b) {
    return b == '\n' || b == '\r' || b == 0;
  }
}
