package songlam.core.store;

import org.jspecify.annotations.Nullable;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Condition;
import songlam.core.incident.Triage;

/**
 * An alert with what people did about it.
 *
 * @param muted whether somebody has muted its rule for an entity of it
 * @param incident the incident it belongs to, null when to none
 * @param version of the people's side, for the next change
 */
public record StoredAlert(
    Alert alert, Triage triage, boolean muted, @Nullable String incident, String version) {

  /** What the machine knows of it, but shelved for as long as it is muted. */
  public Condition condition() {
    return muted ? Condition.SHELVED : alert.condition();
  }

  /** Whether it is in the queue, on the wall and in notices. */
  public boolean calls() {
    return Condition.CALLING.contains(condition());
  }
}
