package songlam.collectors;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import songlam.collectors.frame.FlowFramer;
import songlam.collectors.frame.Framer;
import songlam.collectors.frame.JsonFramer;
import songlam.collectors.frame.LineFramer;
import songlam.collectors.frame.SyslogFramer;
import songlam.collectors.frame.XmlEventFramer;

/** Which framing a file of a type has. */
final class FileCutter {
  private static final Pattern COUNTED = Pattern.compile("\\d{1,6} <\\d{1,3}>");
  private static final int PIECE = 1 << 16;

  private final int longest;

  FileCutter(int longest) {
    this.longest = longest;
  }

  /** Cuts the stream to its end. */
  void cut(String type, byte[] head, InputStream in, Consumer<Framer.Frame> out)
      throws IOException {
    Framer framer = framer(type, head);
    Consumer<Framer.Frame> to =
        type.equals("frigate") ? frame -> out.accept(topicApart(frame)) : out;
    byte[] piece = new byte[PIECE];
    boolean isFirst = true;
    for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
      int from = isFirst && hasMark(piece, read) ? 3 : 0;
      isFirst = false;
      framer.feed(Arrays.copyOfRange(piece, from, read), to);
    }
    framer.end(to);
  }

  private Framer framer(String type, byte[] head) {
    return switch (type) {
      case "syslog" -> isCounted(head) ? new SyslogFramer(longest) : new LineFramer(longest);
      case "netflow" -> new FlowFramer();
      case "windows-xml" -> new XmlEventFramer(longest);
      case "frigate" -> new LineFramer(longest);
      default -> new JsonFramer(longest);
    };
  }

  private static boolean isCounted(byte[] head) {
    String start = new String(head, 0, Math.min(head.length, 16), ISO_8859_1);
    return COUNTED.matcher(start).lookingAt();
  }

  /** UTF-8's byte order mark. */
  private static boolean hasMark(byte[] piece, int length) {
    return length >= 3
        && piece[0] == (byte) 0xef
        && piece[1] == (byte) 0xbb
        && piece[2] == (byte) 0xbf;
  }

  /** A line as {@code mosquitto_sub -v} prints it: a space behind the topic becomes a line feed. */
  private static Framer.Frame topicApart(Framer.Frame frame) {
    byte[] payload = frame.payload().clone();
    int space = new String(payload, ISO_8859_1).indexOf(' ');
    if (space < 0) {
      return frame;
    }
    payload[space] = "\n".getBytes(UTF_8)[0];
    return new Framer.Frame(payload, frame.length());
  }
}
