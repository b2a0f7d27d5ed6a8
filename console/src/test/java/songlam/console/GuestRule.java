package songlam.console;

import java.util.List;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Condition;
import songlam.core.correlate.Entity;
import songlam.core.correlate.Evidence;
import songlam.core.correlate.Pipeline;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.event.Severity;
import songlam.core.event.Text;

/** A rule about guests that sign in, and alerts it told of. */
final class GuestRule {
  static final String ID = "8f1d6a0e-7c1b-4f57-9d2e-3c6f5a0b1c2d";
  static final String TEXT =
      """
      title: Guest signs in
      id: 8f1d6a0e-7c1b-4f57-9d2e-3c6f5a0b1c2d
      logsource: {product: linux, service: sshd}
      detection:
        guest: {user.name|contains: guest}
        condition: guest
      level: high
      """;

  private static final long NOW = 1_795_489_200_000L;

  private GuestRule() {}

  static Alert alert(String id, String user, String host) {
    Event event =
        new EventBuilder()
            .timestamp(NOW)
            .set(EcsField.HOST_OS_TYPE, "linux")
            .set(EcsField.PROCESS_NAME, "sshd")
            .set(EcsField.HOST_NAME, host)
            .set(EcsField.USER_NAME, user)
            .set(EcsField.SONGLAM_FINDING_RULES, List.of(ID))
            .set(EcsField.SONGLAM_FINDING_NAMES, List.of("Guest signs in"))
            .set(EcsField.SONGLAM_FINDING_LEVEL, "high")
            .build(new EventId("n", 0, 1, 0));
    return new Alert(
        id,
        "security/finding-on-host",
        "security",
        Pipeline.SECURITY,
        Severity.HIGH,
        new Text("Phát hiện", "Finding"),
        new Text("Khách đăng nhập: " + user, "A guest signs in: " + user),
        "Guest signs in|" + host,
        List.of(new Entity("host", host, Entity.TARGET)),
        NOW,
        NOW,
        1,
        List.of(new Evidence(event, "")),
        List.of(),
        Condition.ACTIVE,
        null,
        null,
        false,
        false);
  }
}
