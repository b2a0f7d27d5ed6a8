package songlam.collectors.listen.http;

import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.zip.GZIPInputStream;
import songlam.collectors.frame.Framer;
import songlam.collectors.frame.LineFramer;

/**
 * The lines of a request's body, unpacked as they are read, so that what a packed body swells to is
 * never held. Blocks: not for the event loop.
 */
final class Body {
  /** Bytes of a body as it came, and unpacked. */
  static final int LIMIT_BYTES = 32 << 20;

  private static final int UNPACKED_LIMIT_BYTES = 128 << 20;
  private static final int MOST_LINES = 400_000;
  private static final int PIECE = 1 << 16;

  /** Few large bodies are unpacked at a time: small ones overtake them. */
  private static final int LARGE_BYTES = 4 << 20;

  private final Semaphore large = new Semaphore(2);
  private final int longestLine;

  Body(int longestLine) {
    this.longestLine = longestLine;
  }

  /** Where lines go; it may refuse one. */
  interface Lines {
    void line(Framer.Frame frame) throws IOException;
  }

  /**
   * Reads the body to its end.
   *
   * @throws IOException when it is not what it says (a {@link MalformedBodyException}, broken gzip)
   *     or too large ({@link OversizedBodyException})
   */
  void read(RoutingContext context, Lines lines) throws IOException, InterruptedException {
    byte[] raw = raw(context);
    boolean isHeld = false;
    Taking taking = new Taking(lines);
    try (InputStream in = open(context, raw)) {
      byte[] piece = new byte[PIECE];
      long total = 0;
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        total += read;
        if (total > UNPACKED_LIMIT_BYTES) {
          throw new OversizedBodyException(
              "body: over " + UNPACKED_LIMIT_BYTES + " bytes unpacked (expected: fewer at once)");
        }
        if (total > LARGE_BYTES && !isHeld) {
          large.acquire();
          isHeld = true;
        }
        taking.feed(read == PIECE ? piece : Arrays.copyOf(piece, read));
      }
      taking.end();
    } finally {
      if (isHeld) {
        large.release();
      }
    }
  }

  /** The body's first bytes as they came, for quarantine. */
  byte[] start(RoutingContext context) {
    byte[] raw = raw(context);
    return raw.length <= longestLine ? raw : Arrays.copyOf(raw, longestLine);
  }

  private static byte[] raw(RoutingContext context) {
    var buffer = context.body() == null ? null : context.body().buffer();
    return buffer == null ? new byte[0] : buffer.getBytes();
  }

  private static InputStream open(RoutingContext context, byte[] raw) throws IOException {
    InputStream in = new ByteArrayInputStream(raw);
    String encoding = context.request().getHeader("Content-Encoding");
    return switch (encoding == null ? "" : encoding.toLowerCase(Locale.ROOT)) {
      case "", "identity" -> in;
      case "gzip", "x-gzip" -> new GZIPInputStream(in, PIECE);
      default ->
          throw new MalformedBodyException(
              "Content-Encoding: " + encoding + " (expected: gzip or none)");
    };
  }

  /** Frames lines and carries a refusal out of the framer. */
  private final class Taking {
    private final LineFramer framer = new LineFramer(longestLine);
    private final Lines lines;
    private int count;

    Taking(Lines lines) {
      this.lines = lines;
    }

    void feed(byte[] piece) throws IOException {
      try {
        framer.feed(piece, this::take);
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }

    void end() throws IOException {
      try {
        framer.end(this::take);
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }

    private void take(Framer.Frame frame) {
      try {
        if (++count > MOST_LINES) {
          throw new OversizedBodyException(
              "body: over " + MOST_LINES + " lines (expected: fewer at once)");
        }
        lines.line(frame);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
