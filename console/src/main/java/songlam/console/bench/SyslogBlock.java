package songlam.console.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Lines ready to be sent, a line feed behind each; only their times are set anew. Sending costs
 * little more than handing the bytes to the kernel. For one thread.
 */
final class SyslogBlock {
  private static final ZoneId LOCAL = ZoneId.of("Asia/Ho_Chi_Minh");

  private final Dialect dialect;
  private final byte[] bytes;
  private final int[] starts;
  private final int[] times;

  /** How the header is written. */
  enum Dialect {
    /** RFC 3164: times in whole seconds. */
    OLD(DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ENGLISH)),
    /** RFC 5424: times in milliseconds. */
    MODERN(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx"));

    private final DateTimeFormatter time;

    Dialect(DateTimeFormatter time) {
      this.time = time.withZone(LOCAL);
    }

    private String version() {
      return this == MODERN ? "1 " : "";
    }

    private String rest(SyslogCorpus.Line line) {
      return this == MODERN ? line.modern() : line.rest();
    }

    byte[] time(long millis) {
      return time.format(Instant.ofEpochMilli(millis)).getBytes(ISO_8859_1);
    }
  }

  SyslogBlock(List<SyslogCorpus.Line> lines, Dialect dialect) {
    this.dialect = dialect;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    starts = new int[lines.size() + 1];
    times = new int[lines.size()];
    for (int i = 0; i < lines.size(); i++) {
      SyslogCorpus.Line line = lines.get(i);
      starts[i] = out.size();
      out.writeBytes(("<" + line.priority() + ">" + dialect.version()).getBytes(ISO_8859_1));
      times[i] = out.size();
      out.writeBytes(dialect.time(0));
      out.writeBytes((" " + dialect.rest(line) + "\n").getBytes(ISO_8859_1));
    }
    starts[lines.size()] = out.size();
    bytes = out.toByteArray();
  }

  /** The line as it is sent in this dialect. */
  static String text(SyslogCorpus.Line line, Dialect dialect, long now) {
    return "<%d>%s%s %s"
        .formatted(
            line.priority(),
            dialect.version(),
            new String(dialect.time(now), ISO_8859_1),
            dialect.rest(line));
  }

  int lines() {
    return times.length;
  }

  /** Sends lines {@code from} (inclusive) to {@code to} (exclusive), timed now. */
  void send(int from, int to, OutputStream out, long now) throws IOException {
    byte[] time = dialect.time(now);
    for (int i = from; i < to; i++) {
      System.arraycopy(time, 0, bytes, times[i], time.length);
    }
    out.write(bytes, starts[from], starts[to] - starts[from]);
  }
}
