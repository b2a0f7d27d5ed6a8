package songlam.collectors;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Locale;
import java.util.regex.Pattern;
import songlam.collectors.parse.windows.EvtxReader;

/** Tells a source type from the first bytes of a file, a stream or a datagram. */
final class TypeGuess {
  /** Bytes that are enough to tell. */
  static final int ENOUGH = 8_192;

  private static final String WINDOWS = "schemas.microsoft.com/win/2004/08/events";
  private static final Pattern SYSLOG_START =
      Pattern.compile(
          "\\s*(\\d{1,6} )?(<\\d{1,3}>|[*.]?[A-Z][a-z]{2} {1,2}\\d{1,2} |\\d{4}-\\d\\d-\\d\\d[T ])");

  private TypeGuess() {}

  /** A name of SourceTypes, empty when nothing fits. */
  static String of(byte[] head) {
    if (isCapture(head)) {
      return "sensor";
    }
    if (EvtxReader.isEvtx(head)) {
      return "evtx";
    }
    if (isFlowExport(head)) {
      return "netflow";
    }
    String text = new String(head, 0, Math.min(head.length, ENOUGH), ISO_8859_1);
    String start = text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text;
    String stripped = start.stripLeading();
    if (stripped.startsWith("frigate/")) {
      return "frigate";
    }
    if (isJson(head)) {
      return json(stripped);
    }
    if (stripped.startsWith("<") && stripped.contains(WINDOWS)) {
      return "windows-xml";
    }
    if (stripped.startsWith("<") && isFeed(stripped)) {
      return "press";
    }
    return SYSLOG_START.matcher(start).lookingAt() || isText(head) ? "syslog" : "";
  }

  static boolean isCapture(byte[] head) {
    if (head.length < 4) {
      return false;
    }
    int magic = u16(head, 0) << 16 | u16(head, 2);
    return switch (magic) {
      case 0x0a0d0d0a, 0xa1b2c3d4, 0xa1b23c4d, 0xd4c3b2a1, 0x4d3cb2a1 -> true;
      default -> false;
    };
  }

  /** Whether an object stands at the start, or an array of objects. */
  static boolean isJson(byte[] head) {
    boolean inArray = false;
    int at = head.length > 2 && head[0] == (byte) 0xef && head[1] == (byte) 0xbb ? 3 : 0;
    for (; at < head.length; at++) {
      switch (head[at]) {
        case ' ', '\t', '\r', '\n' -> {}
        case '[' -> {
          if (inArray) {
            return false;
          }
          inArray = true;
        }
        case '{' -> {
          return true;
        }
        default -> {
          return false;
        }
      }
    }
    return false;
  }

  static boolean isGzip(byte[] head) {
    return head.length > 2 && u16(head, 0) == 0x1f8b && head[2] == 8;
  }

  private static boolean isFlowExport(byte[] head) {
    if (head.length < 16) {
      return false;
    }
    int second = u16(head, 2);
    return switch (u16(head, 0)) {
      case 5 -> second >= 1 && second <= 30 && head.length >= 24;
      case 9 -> second >= 1 && second <= 1_000 && head.length >= 20;
      case 10 -> second >= 16;
      default -> false;
    };
  }

  /** Which JSON: the platform's own inputs have names no other speaks of together. */
  private static String json(String text) {
    if (text.contains("\"service_request_id\"")) {
      return "open311";
    }
    if (text.contains("\"service\"") && text.contains("\"up\"") && text.contains("\"kind\"")) {
      return "probe";
    }
    if (text.contains("\"feed\"") && text.contains("\"url\"") && text.contains("\"title\"")) {
      return "press";
    }
    return "json";
  }

  private static boolean isFeed(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.startsWith("<?xml")
        || lower.startsWith("<rss")
        || lower.startsWith("<feed")
        || lower.startsWith("<rdf:rdf");
  }

  private static boolean isText(byte[] head) {
    int odd = 0;
    for (byte b : head) {
      boolean control = b >= 0 && b < 0x20 && b != '\n' && b != '\r' && b != '\t' && b != 0x1b;
      odd += control || b == 0x7f ? 1 : 0;
    }
    return head.length > 0 && odd * 50 < head.length;
  }

  private static int u16(byte[] octets, int at) {
    return (octets[at] & 0xff) << 8 | octets[at + 1] & 0xff;
  }
}
