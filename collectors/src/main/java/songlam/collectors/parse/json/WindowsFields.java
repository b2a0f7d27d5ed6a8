package songlam.collectors.parse.json;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;
import songlam.core.event.IpAddress;

/**
 * The ECS fields of the Windows events a correlation needs, from {@code winlog.*}: who, from where,
 * what came of it. Numbers are Microsoft's event ids of the Security and System logs.
 */
final class WindowsFields {
  void complete(EventBuilder event) {
    Map<String, Object> vendor = event.vendor();
    Object provider = vendor.get("winlog.provider_name");
    Object channel = vendor.get("winlog.channel");
    if (provider == null && channel == null) {
      return;
    }
    String code =
        String.valueOf(vendor.getOrDefault("winlog.event_id", event.get(EcsField.EVENT_CODE)));
    copy(event, EcsField.EVENT_CODE, code);
    copy(event, EcsField.EVENT_PROVIDER, text(provider));
    copy(event, EcsField.HOST_NAME, text(vendor.get("winlog.computer_name")));
    copy(event, EcsField.EVENT_MODULE, "windows");
    copy(event, EcsField.EVENT_DATASET, "windows." + text(channel).toLowerCase(Locale.ROOT));
    user(event, vendor, code);
    source(event, vendor);
    meaning(event, code);
  }

  private static void user(EventBuilder event, Map<String, Object> vendor, String code) {
    String target = data(vendor, "TargetUserName");
    String subject = data(vendor, "SubjectUserName");
    boolean aboutTarget = code.equals("4624") || code.equals("4625") || code.equals("4771");
    boolean isTarget = aboutTarget || subject.isEmpty();
    copy(event, EcsField.USER_NAME, isTarget ? target : subject);
    domain(event, vendor, isTarget ? "Target" : "Subject", code);
    if (!aboutTarget) {
      copy(event, EcsField.USER_TARGET_NAME, target);
    }
    String member = data(vendor, "MemberName");
    if (!member.isEmpty()) {
      copy(event, EcsField.GROUP_NAME, target);
      event.clear(EcsField.USER_TARGET_NAME).set(EcsField.USER_TARGET_NAME, member);
    }
    copy(event, EcsField.PROCESS_EXECUTABLE, data(vendor, "NewProcessName"));
    copy(event, EcsField.PROCESS_COMMAND_LINE, data(vendor, "CommandLine"));
  }

  /** Of the account that is the event's user; of a lockout, Windows writes the machine there. */
  private static void domain(
      EventBuilder event, Map<String, Object> vendor, String whose, String code) {
    boolean isLockout = code.equals("4740") && whose.equals("Target");
    String name = data(vendor, whose + "UserName");
    if (!isLockout && name.equals(event.text(EcsField.USER_NAME))) {
      copy(event, EcsField.USER_DOMAIN, data(vendor, whose + "DomainName"));
    }
  }

  private static void source(EventBuilder event, Map<String, Object> vendor) {
    String address = data(vendor, "IpAddress");
    if (address.isEmpty() || address.equals("-") || event.has(EcsField.SOURCE_IP)) {
      return;
    }
    event.set(IpAddress.isOne(address) ? EcsField.SOURCE_IP : EcsField.SOURCE_DOMAIN, address);
  }

  private static void meaning(EventBuilder event, String code) {
    switch (code) {
      case "4624" ->
          mean(event, "logged-in", List.of("authentication"), List.of("start"), "success");
      case "4625" ->
          mean(event, "logon-failed", List.of("authentication"), List.of("start"), "failure");
      case "4720" ->
          mean(event, "added-user-account", List.of("iam"), List.of("user", "creation"), "success");
      case "4728", "4732", "4756" ->
          mean(
              event,
              "added-member-to-group",
              List.of("iam"),
              List.of("group", "change"),
              "success");
      case "1102", "104" ->
          mean(event, "audit-log-cleared", List.of("iam"), List.of("admin", "change"), "success");
      case "4688" -> mean(event, "created-process", List.of("process"), List.of("start"), "");
      default -> {}
    }
  }

  private static void mean(
      EventBuilder event,
      String action,
      List<String> categories,
      List<String> types,
      String outcome) {
    copy(event, EcsField.EVENT_ACTION, action);
    copy(event, EcsField.EVENT_OUTCOME, outcome);
    if (!event.has(EcsField.EVENT_CATEGORY)) {
      event.set(EcsField.EVENT_CATEGORY, categories);
    }
    if (!event.has(EcsField.EVENT_TYPE)) {
      event.set(EcsField.EVENT_TYPE, types);
    }
  }

  private static void copy(EventBuilder event, EcsField field, String value) {
    if (!event.has(field) && !value.equals("-") && !value.equals("null")) {
      event.set(field, value);
    }
  }

  private static String data(Map<String, Object> vendor, String name) {
    return text(vendor.get("winlog.event_data." + name));
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }
}
