package songlam.collectors.frame;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Windows events in XML, {@code <Event>…</Event>} one behind the other, with or without an {@code
 * <Events>} around them. What stands between them is a record too, for the parser to reject.
 */
public final class XmlEventFramer implements Framer {
  private static final byte[] END = "</Event>".getBytes(ISO_8859_1);
  private static final Pattern START = Pattern.compile("<Event[\\s>]");
  private static final Pattern BETWEEN = Pattern.compile("\\s+|<\\?xml[^>]*>|</?Events[^>]*>");

  private final int longest;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream(4_096);
  private long length;
  private int matched;

  /**
   * @param longest bytes of an event that are kept
   */
  public XmlEventFramer(int longest) {
    this.longest = longest;
  }

  @Override
  public void feed(byte[] chunk, Consumer<Frame> out) {
    for (byte b : chunk) {
      if (kept.size() < longest) {
        kept.write(b);
      }
      length++;
      if (b == END[matched]) {
        matched++;
      } else {
        matched = b == END[0] ? 1 : 0;
      }
      if (matched == END.length) {
        emit(out);
      }
    }
  }

  @Override
  public void end(Consumer<Frame> out) {
    emit(out);
  }

  private void emit(Consumer<Frame> out) {
    String text = kept.toString(ISO_8859_1);
    Matcher start = START.matcher(text);
    int begin = start.find() ? start.start() : text.length();
    String before = BETWEEN.matcher(text.substring(0, begin)).replaceAll("");
    if (!before.isEmpty()) {
      out.accept(new Frame(before.getBytes(ISO_8859_1), before.length()));
    }
    if (begin < text.length()) {
      out.accept(new Frame(text.substring(begin).getBytes(ISO_8859_1), length - begin));
    }
    kept.reset();
    length = 0;
    matched = 0;
  }
}
