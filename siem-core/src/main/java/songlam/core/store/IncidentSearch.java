package songlam.core.store;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import songlam.core.event.Severity;
import songlam.core.incident.TriageState;

/**
 * Which incidents to list, merged ones never; an empty set asks for all. Open before closed, then
 * severity, then last seen, all falling.
 *
 * @param size 0 to 1,000
 */
public record IncidentSearch(
    Set<TriageState> states, Set<Severity> severities, int size, @Nullable String cursor) {
  public IncidentSearch {
    states = Set.copyOf(states);
    severities = Set.copyOf(severities);
    Limits.within("size", size, 0, 1_000);
  }
}
