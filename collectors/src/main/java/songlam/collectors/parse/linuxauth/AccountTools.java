package songlam.collectors.parse.linuxauth;

import java.util.List;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;

/** useradd, usermod, groupadd, gpasswd, passwd: who was made and who was put into which group. */
final class AccountTools implements LinuxAuth.Program {
  @Override
  public boolean read(String message, EventBuilder event) {
    if (message.startsWith("new user: ")) {
      event.set(EcsField.USER_TARGET_NAME, Facts.after(message, "name="));
      event.set(EcsField.USER_TARGET_ID, Facts.after(message, "UID="));
      return iam(event, "added-user-account", List.of("user", "creation"));
    }
    if (message.startsWith("new group: ")) {
      event.set(EcsField.GROUP_NAME, Facts.after(message, "name="));
      return iam(event, "added-group", List.of("group", "creation"));
    }
    if (message.startsWith("delete user ")) {
      event.set(EcsField.USER_TARGET_NAME, quoted(message, "delete user "));
      return iam(event, "deleted-user-account", List.of("user", "deletion"));
    }
    if (message.startsWith("add '") && message.contains(" to group ")) {
      event.set(EcsField.USER_TARGET_NAME, Facts.between(message, "add '", "'"));
      event.set(EcsField.GROUP_NAME, Facts.between(message, "to group '", "'"));
      return iam(event, "added-user-to-group", List.of("group", "change"));
    }
    if (message.startsWith("user ")
        && message.contains(" added by ")
        && message.contains(" to group ")) {
      event.set(EcsField.USER_TARGET_NAME, Facts.after(message, "user "));
      event.set(EcsField.USER_NAME, Facts.after(message, " added by "));
      event.set(EcsField.GROUP_NAME, Facts.after(message, " to group "));
      return iam(event, "added-user-to-group", List.of("group", "change"));
    }
    if (message.contains("password changed for ")) {
      event.set(EcsField.USER_TARGET_NAME, Facts.after(message, "password changed for "));
      return iam(event, "changed-password", List.of("user", "change"));
    }
    return false;
  }

  private static boolean iam(EventBuilder event, String action, List<String> types) {
    Facts.set(event, action, List.of("iam"), types, "success");
    return true;
  }

  private static String quoted(String message, String marker) {
    String inQuotes = Facts.between(message, marker + "'", "'");
    return inQuotes.isEmpty() ? Facts.after(message, marker) : inQuotes;
  }
}
