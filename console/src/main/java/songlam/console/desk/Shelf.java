package songlam.console.desk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import songlam.core.correlate.Alert;
import songlam.core.store.AlertStore;
import songlam.core.store.StoredAlert;

/**
 * Which alerts are shelved (ISA-18.2): those that a mute holds at this moment. Whoever changes an
 * alert judges it after it is written, whoever changes mutes judges the alerts after that, so of
 * two that meet the later one sees what the other did. Blocks; safe for many threads.
 */
record Shelf(RuleControl control, AlertStore alerts) {
  /** Stores the alerts, shelved or not. */
  List<StoredAlert> put(List<Alert> grown) {
    return judged(alerts.put(grown, control::isMuted));
  }

  /**
   * Shelves and takes from the shelf what stands otherwise; all of them as they are stored then.
   */
  List<StoredAlert> judged(List<StoredAlert> stored) {
    Map<String, StoredAlert> all = new LinkedHashMap<>();
    stored.forEach(one -> all.put(one.alert().id(), one));
    for (boolean muted : List.of(true, false)) {
      List<String> ids =
          stored.stream()
              .filter(one -> one.muted() != muted && control.isMuted(one.alert()) == muted)
              .map(one -> one.alert().id())
              .toList();
      if (!ids.isEmpty()) {
        alerts.mute(ids, muted).forEach(one -> all.put(one.alert().id(), one));
      }
    }
    return List.copyOf(all.values());
  }
}
