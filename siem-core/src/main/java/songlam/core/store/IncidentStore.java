package songlam.core.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import songlam.core.incident.Incident;
import songlam.core.incident.StepTick;
import songlam.core.incident.Triage;

/**
 * Incidents, two sides as in {@link AlertStore}. Calls block; safe for any number of threads;
 * {@link songlam.core.pipeline.StoreAwayException} when the store is away.
 */
public interface IncidentStore {
  /**
   * Creates the incidents or replaces their machine's side.
   *
   * @return all of them as they are stored now
   */
  List<StoredIncident> put(List<Incident> incidents);

  /**
   * Ends incidents that turned out to be part of others.
   *
   * @param into the id of the other, by theirs
   * @return them as they are stored now, without those that are not
   */
  List<StoredIncident> merge(Map<String, String> into);

  Optional<StoredIncident> get(String id);

  /**
   * Replaces the people's side.
   *
   * @throws VersionConflictException when the version is no longer the one stored
   * @throws java.util.NoSuchElementException when there is no such incident
   */
  StoredIncident change(String id, Triage triage, List<StepTick> steps, String version);

  /**
   * @throws IllegalArgumentException when the cursor is none of this store's
   */
  Page<StoredIncident> search(IncidentSearch search);

  /** Makes all that was written visible to searches. */
  void refresh();
}
