package songlam.collectors.parse.linuxauth;

import java.util.List;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;
import songlam.core.event.IpAddress;

/** {@code pam_unix(sshd:session): session opened for user an(uid=1000) by (uid=0)} and its like. */
final class PamSession implements LinuxAuth.Program {
  @Override
  public boolean read(String message, EventBuilder event) {
    if (!message.startsWith("pam_")) {
      return false;
    }
    if (message.contains("session opened for user ")) {
      String user = Facts.after(message, "session opened for user ");
      String opener = Facts.after(message, " by ");
      if (opener.isEmpty() || opener.equals(user)) {
        event.set(EcsField.USER_NAME, user);
      } else {
        // ECS: the one who acts is the user, whom he acts as is the effective one.
        event.set(EcsField.USER_NAME, opener).set(EcsField.USER_EFFECTIVE_NAME, user);
        event.set(EcsField.USER_ID, Facts.between(message, " by " + opener + "(uid=", ")"));
      }
      Facts.set(event, "session_opened", List.of("session"), List.of("start"), "success");
      return true;
    }
    if (message.contains("session closed for user ")) {
      event.set(EcsField.USER_NAME, Facts.after(message, "session closed for user "));
      Facts.set(event, "session_closed", List.of("session"), List.of("end"), "success");
      return true;
    }
    if (message.contains("authentication failure")) {
      event.set(EcsField.USER_NAME, Facts.after(message, " user="));
      address(Facts.after(message, "rhost="), event);
      // sshd tells the same failure once more in its own words: only those count as a login.
      Facts.set(event, "pam_failure", List.of("authentication"), List.of("info"), "failure");
      return true;
    }
    return false;
  }

  private static void address(String host, EventBuilder event) {
    event.set(IpAddress.isOne(host) ? EcsField.SOURCE_IP : EcsField.SOURCE_DOMAIN, host);
  }
}
