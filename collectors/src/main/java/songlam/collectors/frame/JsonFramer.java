package songlam.collectors.frame;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/**
 * JSON objects one behind the other, on one line or on many, or as the elements of one array (RFC
 * 8259). What is no object is a record up to its line's end, for the parser to reject; a broken
 * object ends where the next one can only begin, so one bad line costs no more than itself.
 */
public final class JsonFramer implements Framer {
  private final int longest;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream(1_024);
  private long length;
  private int depth;
  private boolean inText;
  private boolean escaped;
  private boolean inNoise;
  private byte significant;

  /**
   * @param longest bytes of an object that are kept
   */
  public JsonFramer(int longest) {
    this.longest = longest;
  }

  @Override
  public void feed(byte[] chunk, Consumer<Frame> out) {
    for (byte b : chunk) {
      if (inText) {
        text(b, out);
      } else if (depth > 0) {
        inside(b, out);
      } else if (inNoise) {
        noise(b, out);
      } else {
        between(b);
      }
    }
  }

  @Override
  public void end(Consumer<Frame> out) {
    emit(out);
  }

  private void between(byte b) {
    switch (b) {
      case ' ', '\t', '\r', '\n', ',', '[', ']' -> {}
      case '{' -> open(b);
      default -> {
        inNoise = true;
        put(b);
      }
    }
  }

  private void open(byte b) {
    depth++;
    put(b);
    significant = b;
  }

  private void inside(byte b, Consumer<Frame> out) {
    boolean mayOpen = significant == '[' || significant == ',' || significant == ':';
    if (b == '{' && !mayOpen) {
      // No object may begin here: the one before it was never closed.
      emit(out);
      open(b);
      return;
    }
    put(b);
    switch (b) {
      case '"' -> inText = true;
      case '{', '[' -> depth++;
      case '}', ']' -> depth--;
      default -> {}
    }
    if (b > ' ') {
      significant = b;
    }
    if (depth == 0) {
      emit(out);
    }
  }

  private void text(byte b, Consumer<Frame> out) {
    if (b == '\n') {
      // A text never holds a raw line feed: it was not closed on its line.
      emit(out);
      return;
    }
    put(b);
    if (escaped) {
      escaped = false;
    } else if (b == '\\') {
      escaped = true;
    } else if (b == '"') {
      inText = false;
      significant = b;
    }
  }

  private void noise(byte b, Consumer<Frame> out) {
    if (b == '\n') {
      emit(out);
    } else {
      put(b);
    }
  }

  private void put(byte b) {
    if (kept.size() < longest) {
      kept.write(b);
    }
    length++;
  }

  private void emit(Consumer<Frame> out) {
    if (length > 0) {
      out.accept(new Frame(kept.toByteArray(), length));
    }
    kept.reset();
    length = 0;
    depth = 0;
    inText = false;
    escaped = false;
    inNoise = false;
    significant = 0;
  }
}
