package songlam.core.store;

import org.jspecify.annotations.Nullable;
import songlam.core.correlate.Alert;
import songlam.core.incident.Triage;

/**
 * An alert with what people did about it.
 *
 * @param muted kept out of the queue by a mute, still counted
 * @param incident the incident it belongs to, null when to none
 * @param version of the people's side, for the next change
 */
public record StoredAlert(
    Alert alert, Triage triage, boolean muted, @Nullable String incident, String version) {}
