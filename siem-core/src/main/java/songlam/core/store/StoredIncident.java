package songlam.core.store;

import java.util.List;
import org.jspecify.annotations.Nullable;
import songlam.core.incident.Incident;
import songlam.core.incident.StepTick;
import songlam.core.incident.Triage;

/**
 * An incident with what people did about it.
 *
 * @param steps ticked playbook steps
 * @param into the incident it was merged into, null while it stands by itself
 * @param version of the people's side, for the next change
 */
public record StoredIncident(
    Incident incident, Triage triage, List<StepTick> steps, @Nullable String into, String version) {
  public StoredIncident {
    steps = List.copyOf(steps);
  }
}
