package songlam.core.store;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import songlam.core.correlate.Pipeline;
import songlam.core.event.Severity;
import songlam.core.incident.TriageState;

/**
 * Which incidents to list, merged ones never; an empty set or null asks for all. Open before
 * closed, then severity, then last seen, all falling.
 *
 * @param pipelines those with an alert of one of these
 * @param entity text {@code kind:value} or a value of any kind
 * @param words each of them found in title, summary or an entity, whatever the case; one that
 *     begins with {@code inc-} is the beginning of an id
 * @param size 0 to 1,000
 */
public record IncidentSearch(
    Set<Pipeline> pipelines,
    Set<TriageState> states,
    Set<Severity> severities,
    @Nullable String entity,
    String words,
    int size,
    @Nullable String cursor) {
  public IncidentSearch {
    pipelines = Set.copyOf(pipelines);
    states = Set.copyOf(states);
    severities = Set.copyOf(severities);
    Limits.within("size", size, 0, 1_000);
  }

  /** Whether the word means the beginning of an id. */
  public static boolean isNumber(String word) {
    return word.startsWith("inc-");
  }

  /** All in these states, the first so many. */
  public static IncidentSearch in(Set<TriageState> states, int size) {
    return new IncidentSearch(Set.of(), states, Set.of(), null, "", size, null);
  }
}
