package songlam.collectors.parse.daemon;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;
import songlam.core.event.IpAddress;

/**
 * One thing a daemon says: a pattern of linear time whose named groups are fields, and what it
 * means in ECS.
 *
 * @param sign a text that every such message holds, looked for before the pattern is tried
 * @param action event.action
 * @param categories event.category
 * @param types event.type
 * @param outcome success, failure, or empty
 */
record Phrase(
    String sign,
    Pattern pattern,
    String action,
    List<String> categories,
    List<String> types,
    String outcome) {
  private static final Map<String, EcsField> TEXTS =
      Map.of(
          "user", EcsField.USER_NAME,
          "session", EcsField.FLOW_ID,
          "threat", EcsField.THREAT_INDICATOR_NAME,
          "helo", EcsField.SOURCE_DOMAIN,
          "command", EcsField.PROCESS_COMMAND_LINE,
          "database", EcsField.SERVICE_NAME);
  private static final Map<String, EcsField> ADDRESSES =
      Map.of("ip", EcsField.SOURCE_IP, "peer", EcsField.CLIENT_IP, "to", EcsField.DESTINATION_IP);
  private static final Map<String, EcsField> NUMBERS =
      Map.of("port", EcsField.SOURCE_PORT, "dport", EcsField.DESTINATION_PORT);

  static Phrase of(
      String sign,
      String pattern,
      String action,
      List<String> categories,
      List<String> types,
      String outcome) {
    return new Phrase(sign, Pattern.compile(pattern), action, categories, types, outcome);
  }

  /** A sign-in that was refused. */
  static Phrase refused(String sign, String pattern, String action) {
    return of(sign, pattern, action, List.of("authentication"), List.of("start"), "failure");
  }

  /** A sign-in that worked. */
  static Phrase admitted(String sign, String pattern, String action) {
    return of(sign, pattern, action, List.of("authentication"), List.of("start"), "success");
  }

  /** Whether the message says this; fields are set then. */
  boolean read(String message, EventBuilder event) {
    if (!message.contains(sign)) {
      return false;
    }
    Matcher matcher = pattern.matcher(message);
    if (!matcher.find()) {
      return false;
    }
    for (String name : pattern.namedGroups().keySet()) {
      String value = matcher.group(name);
      if (value != null && !value.isEmpty()) {
        set(name, value, event);
      }
    }
    event.set(EcsField.EVENT_ACTION, action);
    event.set(EcsField.EVENT_CATEGORY, categories);
    event.set(EcsField.EVENT_TYPE, types);
    event.set(EcsField.EVENT_OUTCOME, outcome);
    return true;
  }

  private static void set(String name, String value, EventBuilder event) {
    EcsField text = TEXTS.get(name);
    EcsField number = NUMBERS.get(name);
    EcsField address = ADDRESSES.get(name);
    if (text != null) {
      event.set(text, value);
    } else if (number != null) {
      event.set(number, Long.parseLong(value));
    } else if (address != null) {
      address(address, value, event);
    } else {
      event.set(EcsField.NETWORK_TRANSPORT, value.toLowerCase(Locale.ROOT));
    }
  }

  private static void address(EcsField field, String value, EventBuilder event) {
    if (IpAddress.isOne(value)) {
      event.set(field, value);
    } else if (field == EcsField.SOURCE_IP) {
      event.set(EcsField.SOURCE_DOMAIN, value);
    }
  }
}
