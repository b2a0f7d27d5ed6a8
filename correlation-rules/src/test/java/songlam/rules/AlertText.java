package songlam.rules;

import java.util.List;
import songlam.core.correlate.Alert;

/** Alerts as text, to compare them. */
final class AlertText {
  private AlertText() {}

  /** All of it, evidence by id. */
  static String whole(Alert alert) {
    return String.join(
        " | ",
        alert.id(),
        content(alert),
        String.valueOf(alert.evidence().stream().map(e -> e.event().documentId()).toList()));
  }

  /** All that does not rest on where its events stand in the journal, nor on when they came. */
  static String content(Alert alert) {
    List<Long> times = alert.evidence().stream().map(e -> e.event().timestamp()).toList();
    return String.join(
        " | ",
        alert.rule(),
        alert.groupKey(),
        alert.severity().label(),
        String.valueOf(alert.count()),
        alert.firstSeen() + "–" + alert.lastSeen(),
        alert.condition().label(),
        alert.reason().vi(),
        String.valueOf(alert.entities()),
        String.valueOf(times));
  }
}
