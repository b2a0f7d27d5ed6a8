package songlam.console.notify;

import songlam.core.correlate.Alert;
import songlam.core.event.Text;

/**
 * What a notice says.
 *
 * @param alert the alert's id: one notice per alert, however much it grows
 * @param severity label
 * @param link where the console shows it
 */
public record Notice(
    String alert,
    String pipeline,
    String severity,
    Text title,
    Text reason,
    long firstSeen,
    String link,
    boolean simulated) {
  /**
   * @param console the console's address
   */
  static Notice of(Alert alert, String console) {
    return new Notice(
        alert.id(),
        alert.pipeline().label(),
        alert.severity().label(),
        alert.title(),
        alert.reason(),
        alert.firstSeen(),
        console + "/?alert=" + alert.id(),
        alert.simulated());
  }
}
