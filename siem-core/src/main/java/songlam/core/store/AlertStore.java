package songlam.core.store;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import songlam.core.correlate.Alert;
import songlam.core.incident.Triage;

/**
 * Alerts: the machine's side replaced as it grows, the people's side changed under a version;
 * neither overwrites the other. A change is seen by {@link #get} at once. Calls block; safe for any
 * number of threads; {@link songlam.core.pipeline.StoreAwayException} when the store is away.
 */
public interface AlertStore {
  /**
   * Creates the alerts or replaces their machine's side.
   *
   * @param muted which of them are kept out of the queue
   * @return all of them as they are stored now
   */
  List<StoredAlert> put(List<Alert> alerts, Predicate<Alert> muted);

  /** Those of the ids that are stored, by id. */
  Map<String, StoredAlert> get(Collection<String> ids);

  default Optional<StoredAlert> get(String id) {
    return Optional.ofNullable(get(List.of(id)).get(id));
  }

  /**
   * Replaces the people's side.
   *
   * @throws VersionConflictException when the version is no longer the one stored
   * @throws java.util.NoSuchElementException when there is no such alert
   */
  StoredAlert triage(String id, Triage triage, String version);

  /**
   * Says which incident alerts belong to.
   *
   * @param incidents the incident's id, by the alert's
   * @return the alerts as they are stored now, without those that are not
   */
  List<StoredAlert> link(Map<String, String> incidents);

  /**
   * Marks alerts muted or not.
   *
   * @return them as they are stored now, without those that are not
   */
  List<StoredAlert> mute(Collection<String> ids, boolean muted);

  /**
   * @throws IllegalArgumentException when the cursor is none of this store's
   */
  Page<StoredAlert> search(AlertSearch search);

  /**
   * How many alerts each rule has that were seen in the span, muted ones too.
   *
   * @param from last seen, milliseconds, included
   * @param to first seen, milliseconds, not included
   */
  Map<String, Long> countByRule(long from, long to);

  /** Makes all that was written visible to searches. */
  void refresh();
}
