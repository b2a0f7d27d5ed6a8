package songlam.collectors.parse.syslog;

import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes a message apart: RFC 5424 when its version says so, else RFC 3164 as it is met in life:
 * without priority, with ISO time, without host, with a year. Whatever is missing is left out; the
 * text is never lost. For one thread.
 */
final class SyslogReader {
  private static final int LONGEST_TAG = 64;

  private final SyslogTime time;

  SyslogReader(ZoneId zone) {
    this.time = new SyslogTime(zone);
  }

  /** The message, or null when the text is empty or its priority is broken. */
  @Nullable SyslogMessage read(String text, long receivedAt) {
    Cursor cursor = new Cursor(text);
    int priority = -1;
    if (cursor.take('<')) {
      priority = cursor.number(3);
      if (priority < 0 || priority > 191 || !cursor.take('>')) {
        return null;
      }
    }
    cursor.skipSpaces();
    if (cursor.atEnd()) {
      return null;
    }
    if (priority >= 0 && takesVersion(cursor)) {
      return modern(cursor, priority, receivedAt);
    }
    return old(cursor, priority, receivedAt);
  }

  /**
   * VERSION of RFC 5424 (section 6.2.2), of up to three digits, with the time or its dash behind
   * it; passed when it is there. The digits alone would also be the text of an old message.
   */
  private static boolean takesVersion(Cursor cursor) {
    int start = cursor.position();
    boolean first = cursor.peek() == '1' && cursor.peek(1) == ' ';
    if (cursor.peek() != '0' && cursor.number(3) >= 0 && cursor.take(' ')) {
      boolean noTime = cursor.peek() == '-' && cursor.peek(1) == ' ';
      boolean time = Cursor.isDigit(cursor.peek()) && cursor.peek(4) == '-';
      if (first || noTime || time) {
        return true;
      }
    }
    cursor.back(start);
    return false;
  }

  /** RFC 5424, section 6. */
  private SyslogMessage modern(Cursor cursor, int priority, long receivedAt) {
    long at = SyslogTime.NONE;
    if (cursor.peek() == '-' && cursor.peek(1) == ' ') {
      cursor.skip(2);
    } else {
      at = time.read(cursor, receivedAt);
      if (at == SyslogTime.NONE) {
        cursor.word();
      }
    }
    String host = nil(cursor.word());
    String app = nil(cursor.word());
    String processText = nil(cursor.word());
    long process = processId(processText);
    String messageId = nil(cursor.word());
    Map<String, String> data = structuredData(cursor);
    if (process < 0 && !processText.isEmpty()) {
      data.put("procid", processText);
    }
    cursor.take(' ');
    String message = cursor.rest();
    if (message.startsWith("\uFEFF")) {
      message = message.substring(1);
    }
    if (message.startsWith(" ")) {
      // rsyslog keeps the blank that stood behind the tag of the message it took in.
      message = message.substring(1);
    }
    return new SyslogMessage(
        priority >> 3, priority & 7, at, host, app, process, messageId, data, message);
  }

  private SyslogMessage old(Cursor cursor, int priority, long receivedAt) {
    skipSequenceNumber(cursor);
    long at = time.read(cursor, receivedAt);
    cursor.skipSpaces();
    String host = "";
    if (at != SyslogTime.NONE && !startsWithTag(cursor)) {
      host = cursor.word();
      cursor.skipSpaces();
    }
    int start = cursor.position();
    String tag = tag(cursor);
    long process = -1;
    if (!tag.isEmpty()) {
      if (cursor.take('[')) {
        int id = cursor.number(9);
        process = id >= 0 && cursor.take(']') ? id : -1;
      }
      if (cursor.take(':')) {
        cursor.take(' ');
      } else {
        cursor.back(start);
        tag = "";
        process = -1;
      }
    }
    int facility = priority < 0 ? -1 : priority >> 3;
    int severity = priority < 0 ? -1 : priority & 7;
    return new SyslogMessage(
        facility, severity, at, host, tag, process, "", Map.of(), cursor.rest());
  }

  /** Cisco puts a counter in front: {@code 45: Nov 24 …}. */
  private static void skipSequenceNumber(Cursor cursor) {
    int start = cursor.position();
    if (cursor.number(10) >= 0 && cursor.take(':')) {
      cursor.skipSpaces();
    } else {
      cursor.back(start);
    }
  }

  /** Whether a tag with its colon or bracket stands where the host should: there is no host. */
  private static boolean startsWithTag(Cursor cursor) {
    for (int i = 0; i < LONGEST_TAG; i++) {
      char c = cursor.peek(i);
      if (c == 0 || c == ' ') {
        return false;
      }
      if (c == '[' || (c == ':' && cursor.peek(i + 1) == ' ')) {
        return i > 0;
      }
    }
    return false;
  }

  private static String tag(Cursor cursor) {
    StringBuilder tag = new StringBuilder();
    while (tag.length() < LONGEST_TAG) {
      char c = cursor.peek();
      if (c == 0 || c == ' ' || c == '[' || c == ':') {
        break;
      }
      tag.append(c);
      cursor.skip(1);
    }
    return tag.toString();
  }

  private static Map<String, String> structuredData(Cursor cursor) {
    Map<String, String> data = new LinkedHashMap<>();
    if (cursor.peek() != '[') {
      cursor.take('-');
      return data;
    }
    while (cursor.take('[')) {
      String id = until(cursor, ' ', ']');
      if (cursor.peek() == ']') {
        data.put(id, "");
      }
      while (cursor.take(' ')) {
        String name = until(cursor, '=', ']');
        if (!cursor.take('=') || !cursor.take('"')) {
          break;
        }
        data.put(id + "." + name, quoted(cursor));
      }
      cursor.take(']');
    }
    return data;
  }

  private static String until(Cursor cursor, char one, char other) {
    StringBuilder text = new StringBuilder();
    while (!cursor.atEnd() && cursor.peek() != one && cursor.peek() != other) {
      text.append(cursor.peek());
      cursor.skip(1);
    }
    return text.toString();
  }

  /** Section 6.3.3: a backslash escapes quote, backslash and bracket. */
  private static String quoted(Cursor cursor) {
    StringBuilder value = new StringBuilder();
    while (!cursor.atEnd() && !cursor.take('"')) {
      if (cursor.peek() == '\\' && "\"\\]".indexOf(cursor.peek(1)) >= 0 && cursor.peek(1) != 0) {
        cursor.skip(1);
      }
      value.append(cursor.peek());
      cursor.skip(1);
    }
    return value.toString();
  }

  private static String nil(String word) {
    return word.equals("-") ? "" : word;
  }

  private static long processId(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (!Cursor.isDigit(word.charAt(i))) {
        return -1;
      }
    }
    return word.isEmpty() || word.length() > 10 ? -1 : Long.parseLong(word);
  }
}
