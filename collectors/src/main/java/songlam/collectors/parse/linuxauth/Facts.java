package songlam.collectors.parse.linuxauth;

import java.util.List;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;

/** How a finding of these parsers is written down in ECS. */
final class Facts {
  private Facts() {}

  /**
   * @param categories ECS event.category values
   * @param types ECS event.type values
   * @param outcome success, failure, or empty
   */
  static void set(
      EventBuilder event,
      String action,
      List<String> categories,
      List<String> types,
      String outcome) {
    event.set(EcsField.EVENT_ACTION, action);
    event.set(EcsField.EVENT_CATEGORY, categories);
    event.set(EcsField.EVENT_TYPE, types);
    event.set(EcsField.EVENT_OUTCOME, outcome);
  }

  /** The word behind a marker such as {@code " user "}; empty when the marker is not there. */
  static String after(String text, String marker) {
    int at = text.indexOf(marker);
    if (at < 0) {
      return "";
    }
    int start = at + marker.length();
    int end = start;
    while (end < text.length() && " ,;:()".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return text.substring(start, end);
  }

  /** All that stands behind a marker; empty when the marker is not there. */
  static String behind(String text, String marker) {
    int at = text.indexOf(marker);
    return at < 0 ? "" : text.substring(at + marker.length());
  }

  /** The text between two markers; empty when either is missing. */
  static String between(String text, String start, String end) {
    int from = text.indexOf(start);
    if (from < 0) {
      return "";
    }
    int to = text.indexOf(end, from + start.length());
    return to < 0 ? "" : text.substring(from + start.length(), to);
  }

  static void number(EventBuilder event, EcsField field, String digits) {
    if (!digits.isEmpty() && digits.length() < 10 && digits.chars().allMatch(Character::isDigit)) {
      event.set(field, Long.parseLong(digits));
    }
  }
}
