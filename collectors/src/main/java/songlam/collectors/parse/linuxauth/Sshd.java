package songlam.collectors.parse.linuxauth;

import java.util.List;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;
import songlam.core.event.IpAddress;

/** OpenSSH's sshd. The address is read from behind, since a user name may hold anything. */
final class Sshd implements LinuxAuth.Program {
  @Override
  public boolean read(String message, EventBuilder event) {
    if (message.startsWith("Accepted ")) {
      return login(message, "Accepted ", event, "success");
    }
    if (message.startsWith("Failed ")) {
      return login(message, "Failed ", event, "failure");
    }
    if (message.startsWith("Invalid user ") || message.startsWith("Illegal user ")) {
      return unknownUser(message, event);
    }
    if (message.startsWith("subsystem request for ")) {
      event.set(EcsField.USER_NAME, Facts.after(message, " by user "));
      Facts.set(event, "ssh_subsystem", List.of("session"), List.of("info"), "");
      return true;
    }
    if (message.startsWith("pam_unix(")) {
      return new PamSession().read(message, event);
    }
    if (message.startsWith("message repeated ")) {
      return repeated(message, event);
    }
    if (message.startsWith("error: maximum authentication attempts")
        || message.startsWith("maximum authentication attempts")) {
      peer(message, event);
      event.set(EcsField.USER_NAME, userBefore(message, "exceeded for "));
      Facts.set(event, "ssh_login", List.of("authentication"), List.of("start"), "failure");
      return true;
    }
    if (message.startsWith("Received disconnect from ")
        || message.startsWith("Disconnected from ")
        || message.startsWith("Connection closed by ")
        || message.startsWith("Connection reset by ")
        || message.startsWith("Did not receive identification string from ")) {
      return gone(message, event);
    }
    return SshdRefusals.read(message, event);
  }

  /** {@code Accepted password for an from 192.0.2.1 port 22 ssh2: RSA SHA256:…}. */
  private static boolean login(String message, String verb, EventBuilder event, String outcome) {
    int forAt = message.indexOf(" for ");
    int fromAt = message.lastIndexOf(" from ");
    if (forAt < 0 || fromAt < forAt) {
      return false;
    }
    String user = message.substring(forAt + 5, fromAt);
    boolean unknown = user.startsWith("invalid user ") || user.startsWith("illegal user ");
    event.set(EcsField.USER_NAME, unknown ? user.substring(13) : user);
    event.vendor("system.auth.ssh.method", message.substring(verb.length(), forAt));
    event.vendor("system.auth.ssh.event", verb.strip());
    if (unknown) {
      event.vendor("system.auth.ssh.invalid_user", true);
    }
    peer(message, event);
    Facts.set(event, "ssh_login", List.of("authentication", "session"), List.of("start"), outcome);
    return true;
  }

  private static boolean unknownUser(String message, EventBuilder event) {
    int fromAt = message.lastIndexOf(" from ");
    if (fromAt < 0) {
      return false;
    }
    event.set(EcsField.USER_NAME, message.substring(13, Math.max(13, fromAt)));
    event.vendor("system.auth.ssh.event", "Invalid");
    peer(message, event);
    // The failure itself follows as a message of its own: this one only says the user is unknown.
    Facts.set(event, "ssh_unknown_user", List.of("authentication"), List.of("info"), "failure");
    return true;
  }

  /** {@code message repeated 3 times: [ Failed password for …]}: one event that says how often. */
  private boolean repeated(String message, EventBuilder event) {
    String inner = Facts.between(message, "[ ", "]");
    String times = Facts.after(message, "message repeated ");
    if (inner.isEmpty() || !read(inner, event)) {
      return false;
    }
    event.vendor("system.auth.repeated", times);
    return true;
  }

  private static boolean gone(String message, EventBuilder event) {
    String user =
        message.contains("invalid user ")
            ? Facts.after(message, "invalid user ")
            : Facts.after(message, " user ");
    event.set(EcsField.USER_NAME, user);
    for (String word : message.split(" ")) {
      String bare = word.endsWith(":") ? word.substring(0, word.length() - 1) : word;
      if (address(bare, event)) {
        break;
      }
    }
    Facts.number(event, EcsField.SOURCE_PORT, Facts.after(message, " port "));
    Facts.set(event, "ssh_disconnect", List.of("session"), List.of("end"), "");
    return true;
  }

  private static void peer(String message, EventBuilder event) {
    int fromAt = message.lastIndexOf(" from ");
    if (fromAt < 0) {
      return;
    }
    String rest = message.substring(fromAt + 6);
    String[] words = rest.split(" ");
    if (!address(words[0], event)) {
      event.set(EcsField.SOURCE_DOMAIN, words[0]);
    }
    if (words.length > 2 && words[1].equals("port")) {
      Facts.number(event, EcsField.SOURCE_PORT, words[2]);
    }
  }

  private static String userBefore(String message, String marker) {
    String user = Facts.between(message, marker, " from ");
    return user.startsWith("invalid user ") ? user.substring(13) : user;
  }

  static boolean address(String word, EventBuilder event) {
    if (!IpAddress.isOne(word)) {
      return false;
    }
    event.set(EcsField.SOURCE_IP, word);
    event.set(EcsField.SOURCE_ADDRESS, word);
    return true;
  }
}
