package songlam.collectors.parse.linuxauth;

import java.util.List;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;

/** {@code New session 3 of user an.}, {@code Removed session 3.}. */
final class Logind implements LinuxAuth.Program {
  @Override
  public boolean read(String message, EventBuilder event) {
    if (message.startsWith("New session ")) {
      String user = Facts.after(message, " of user ");
      event.set(
          EcsField.USER_NAME, user.endsWith(".") ? user.substring(0, user.length() - 1) : user);
      Facts.set(event, "session_opened", List.of("session"), List.of("start"), "success");
      return true;
    }
    if (message.startsWith("Removed session ")) {
      Facts.set(event, "session_closed", List.of("session"), List.of("end"), "success");
      return true;
    }
    return false;
  }
}
