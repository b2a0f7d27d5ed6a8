package songlam.collectors.parse.linuxauth;

import java.util.List;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;

/** Connections that sshd ended before anybody could sign in: nobody was guessed, yet it tells. */
final class SshdRefusals {
  private record Refusal(String start, String before, String action) {}

  private static final List<Refusal> REFUSALS =
      List.of(
          new Refusal("Unable to negotiate with ", "Unable to negotiate with ", "ssh_no_agreement"),
          new Refusal("fatal: Timeout before authentication for ", " for ", "ssh_timeout"),
          new Refusal("Timeout before authentication for ", " for ", "ssh_timeout"),
          new Refusal("ssh_dispatch_run_fatal: Connection from ", " from ", "ssh_broken"),
          new Refusal("banner exchange: Connection from ", " from ", "ssh_broken"),
          new Refusal("error: kex_exchange_identification: ", " from ", "ssh_broken"));

  private SshdRefusals() {}

  /** Whether the message was understood; fields are set then. */
  static boolean read(String message, EventBuilder event) {
    for (Refusal refusal : REFUSALS) {
      if (message.startsWith(refusal.start)) {
        String words = Facts.behind(message, refusal.before);
        String peer = words.startsWith("connection from ") ? words.substring(16) : words;
        int end = peer.indexOf(' ');
        Sshd.address(end < 0 ? peer : peer.substring(0, end), event);
        Facts.number(event, EcsField.SOURCE_PORT, Facts.after(message, " port "));
        Facts.set(event, refusal.action, List.of("session"), List.of("denied"), "failure");
        return true;
      }
    }
    return false;
  }
}
