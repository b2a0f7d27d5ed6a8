package songlam.collectors.parse.linuxauth;

import java.util.List;
import java.util.Locale;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;

/** su of shadow and of util-linux. */
final class Su implements LinuxAuth.Program {
  @Override
  public boolean read(String message, EventBuilder event) {
    if (message.startsWith("pam_unix(")) {
      return new PamSession().read(message, event);
    }
    String lower = message.toLowerCase(Locale.ROOT);
    boolean failed = lower.startsWith("failed su") || lower.contains("authentication failure");
    if (!lower.contains("su")) {
      return false;
    }
    event.set(EcsField.USER_EFFECTIVE_NAME, target(message));
    event.set(EcsField.USER_NAME, Facts.after(message, " by "));
    Facts.set(
        event, "su", List.of("authentication"), List.of("start"), failed ? "failure" : "success");
    return true;
  }

  private static String target(String message) {
    String behindTo = Facts.after(message, "(to ");
    return behindTo.isEmpty() ? Facts.after(message, " for ") : behindTo;
  }
}
