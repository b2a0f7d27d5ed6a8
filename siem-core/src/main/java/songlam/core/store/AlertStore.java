package songlam.core.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import songlam.core.correlate.Alert;
import songlam.core.incident.Triage;

/**
 * Alerts: the machine's side replaced as it grows, the people's side changed under a version;
 * neither overwrites the other. A change is seen by {@link #get} at once. Calls block; safe for any
 * number of threads; {@link songlam.core.pipeline.StoreAwayException} when the store is away.
 */
public interface AlertStore {
  /** Creates the alerts or replaces their machine's side. */
  void put(List<Alert> alerts);

  Optional<StoredAlert> get(String id);

  /**
   * Replaces the people's side.
   *
   * @throws VersionConflictException when the version is no longer the one stored
   * @throws java.util.NoSuchElementException when there is no such alert
   */
  StoredAlert triage(String id, Triage triage, String version);

  /** Says which incident these alerts belong to; ids that are not stored are left out. */
  void link(List<String> ids, String incident);

  /** Marks an alert muted or not; one that is not stored is left out. */
  void mute(String id, boolean muted);

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
