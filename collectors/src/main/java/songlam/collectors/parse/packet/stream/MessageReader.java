package songlam.collectors.parse.packet.stream;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import songlam.core.event.Cap;

/**
 * Cuts one direction into messages of a start line, header lines and a body, as HTTP/1 (RFC 9112)
 * and RTSP have them, and skips the bodies.
 */
public final class MessageReader {
  private static final int LARGEST_HEAD = Cap.SENSOR_HEADS.most();
  private static final int MOST_HEADERS = Cap.SENSOR_HEADERS.most();

  /**
   * Start line and headers; header names in lower case, the first of equal ones kept.
   *
   * @param nanos packet time of its last octet
   */
  public record Head(String startLine, Map<String, String> headers, long nanos) {
    /** The part of the start line before, between or after its spaces; empty when not there. */
    public String word(int index) {
      String[] words = startLine.split(" ", 3);
      return index < words.length ? words[index] : "";
    }

    public @Nullable String header(String name) {
      return headers.get(name);
    }

    /** About how many octets of memory it takes. */
    public long held() {
      long letters = startLine.length();
      for (Map.Entry<String, String> header : headers.entrySet()) {
        letters += header.getKey().length() + header.getValue().length();
      }
      return OCTETS_A_LETTER * letters + HEADER_OVERHEAD * headers.size();
    }

    /** Content-Length, or -1 when absent or no number. */
    public long contentLength() {
      String length = headers.getOrDefault("content-length", "").trim();
      return length.matches("\\d{1,18}") ? Long.parseLong(length) : -1;
    }
  }

  /** What a protocol says of its messages. */
  public interface Grammar {
    /** Takes a message; returns the octets of body to skip, or CHUNKED or UNTIL_CLOSE. */
    long message(Head head);
  }

  /** What a header line costs beside its text. */
  private static final long HEADER_OVERHEAD = 160;

  /** One of them beyond Latin-1 makes it two for a whole text. */
  private static final long OCTETS_A_LETTER = 2;

  public static final long CHUNKED = -1;
  public static final long UNTIL_CLOSE = -2;

  private final Window window = new Window(2 * LARGEST_HEAD);
  private final Conversation conversation;
  private final boolean isInterleaved;
  private long skip;
  private int searched;
  private boolean inChunks;
  private boolean failed;

  /**
   * @param isInterleaved whether binary frames after {@code $} stand between messages (RFC 2326
   *     section 10.12)
   */
  public MessageReader(Conversation conversation, boolean isInterleaved) {
    this.conversation = conversation;
    this.isInterleaved = isInterleaved;
  }

  /** Whether no further message can be found in this direction. */
  public boolean isFailed() {
    return failed;
  }

  /** About how many octets of memory it takes. */
  public long held() {
    return window.held();
  }

  public void bytes(byte[] data, int offset, int length, long nanos, Grammar grammar) {
    int at = offset;
    int left = length;
    while (left > 0 && !failed) {
      int skipped = (int) Math.min(skip, left);
      skip -= skipped;
      at += skipped;
      left -= skipped;
      int taken = Math.min(left, LARGEST_HEAD);
      failed = !window.add(data, at, taken);
      at += taken;
      left -= taken;
      while (!failed && step(nanos, grammar)) {
        continue;
      }
    }
  }

  private boolean step(long nanos, Grammar grammar) {
    int skipped = (int) Math.min(skip, window.size());
    window.drop(skipped);
    skip -= skipped;
    if (skip > 0 || window.size() == 0) {
      return false;
    }
    if (inChunks) {
      return chunk();
    }
    if (isInterleaved && window.at(0) == '$') {
      if (window.size() < 4) {
        return false;
      }
      skip = 4L + window.u16(2);
      return true;
    }
    return head(nanos, grammar);
  }

  private boolean chunk() {
    int lineEnd = window.indexOf('\n', 0);
    if (lineEnd < 0) {
      failed = window.size() > 1024;
      return false;
    }
    String size = text(0, lineEnd).split(";", 2)[0].trim();
    window.drop(lineEnd + 1);
    if (!size.matches("[0-9a-fA-F]{1,8}")) {
      failed = true;
      return false;
    }
    long length = Long.parseLong(size, 16);
    inChunks = length > 0;
    skip = length > 0 ? length + 2 : 0;
    return true;
  }

  private boolean head(long nanos, Grammar grammar) {
    int start = 0;
    while (start < window.size() && (window.at(start) == '\r' || window.at(start) == '\n')) {
      start++;
    }
    window.drop(start);
    searched = start > 0 ? 0 : searched;
    int end = headEnd();
    if (end < 0) {
      if (window.size() > LARGEST_HEAD) {
        conversation.reached(Cap.SENSOR_HEADS);
        failed = true;
      }
      return false;
    }
    Head head = parse(text(0, end), nanos);
    window.drop(end);
    searched = 0;
    long body = grammar.message(head);
    failed = body == UNTIL_CLOSE;
    inChunks = body == CHUNKED;
    skip = Math.max(0, body);
    return true;
  }

  /** The place after the empty line, or -1. Looks only where it has not looked yet. */
  private int headEnd() {
    int line = window.indexOf('\n', Math.max(0, searched - 2));
    searched = window.size();
    while (line >= 0) {
      int next = line + 1;
      if (next < window.size() && window.at(next) == '\n') {
        return next + 1;
      }
      if (next + 1 < window.size() && window.at(next) == '\r' && window.at(next + 1) == '\n') {
        return next + 2;
      }
      line = window.indexOf('\n', next);
    }
    return -1;
  }

  private String text(int from, int end) {
    return new String(window.copy(from, end - from), StandardCharsets.UTF_8);
  }

  private Head parse(String text, long nanos) {
    String[] lines = text.split("\r?\n", MOST_HEADERS + 1);
    if (lines.length > MOST_HEADERS) {
      conversation.reached(Cap.SENSOR_HEADERS);
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (int i = 1; i < Math.min(lines.length, MOST_HEADERS); i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0) {
        headers.putIfAbsent(
            lines[i].substring(0, colon).trim().toLowerCase(Locale.ROOT),
            lines[i].substring(colon + 1).trim());
      }
    }
    return new Head(lines[0], headers, nanos);
  }
}
