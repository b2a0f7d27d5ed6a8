package songlam.console.desk;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import songlam.console.desk.RuleControl.Mute;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Condition;
import songlam.core.incident.TriageState;
import songlam.core.pipeline.StoreAwayException;
import songlam.core.store.AlertSearch;
import songlam.core.store.AlertStore;
import songlam.core.store.Page;
import songlam.core.store.StoredAlert;

/**
 * Mutes a rule for an entity so that it is felt at once: the open alerts it concerns leave the
 * queue, and come back when it is taken back. While the store is away the mute holds all the same;
 * an alert then leaves when it next grows. Blocks; safe for many threads.
 */
public final class Muting {
  private static final Logger LOG = LoggerFactory.getLogger(Muting.class);
  private static final Set<TriageState> OPEN =
      Set.of(TriageState.NEW, TriageState.ACKNOWLEDGED, TriageState.IN_PROGRESS);
  private static final Set<Condition> UNMUTED =
      Set.copyOf(EnumSet.complementOf(EnumSet.of(Condition.SHELVED)));
  private static final int PER_PAGE = 500;

  private final RuleControl control;
  private final AlertStore alerts;
  private final Consumer<StoredAlert> changed;

  /**
   * @param changed hears of each alert that left the queue or came back
   */
  public Muting(RuleControl control, AlertStore alerts, Consumer<StoredAlert> changed) {
    this.control = control;
    this.alerts = alerts;
    this.changed = changed;
  }

  /**
   * Mutes.
   *
   * @param until wall clock, milliseconds
   * @throws IllegalArgumentException when the moment is past or there is no reason
   */
  public Mute mute(String rule, String kind, String value, long until, String reason, String by) {
    Mute mute = control.mute(rule, kind, value, until, reason, by);
    sweep(mute, false, control::isMuted);
    return mute;
  }

  /**
   * Ends a mute.
   *
   * @throws IllegalArgumentException when there is none of this id
   */
  public void unmute(String id) {
    Mute ended = control.unmute(id);
    sweep(ended, true, alert -> !control.isMuted(alert));
  }

  private void sweep(Mute mute, boolean muted, Predicate<Alert> concerned) {
    try {
      alerts.refresh();
      List<String> ids =
          found(mute, muted).stream()
              .map(StoredAlert::alert)
              .filter(concerned)
              .map(Alert::id)
              .toList();
      for (int from = 0; from < ids.size(); from += PER_PAGE) {
        alerts
            .mute(ids.subList(from, Math.min(ids.size(), from + PER_PAGE)), !muted)
            .forEach(changed);
      }
    } catch (StoreAwayException away) {
      LOG.warn("alerts of {} keep their place until they grow: {}", mute.rule(), away.getMessage());
    }
  }

  /** All before the first is changed: a change moves what comes after it in the search. */
  private List<StoredAlert> found(Mute mute, boolean muted) {
    List<StoredAlert> found = new ArrayList<>();
    String cursor = null;
    do {
      Page<StoredAlert> page = alerts.search(search(mute, muted, cursor));
      found.addAll(page.items());
      cursor = page.cursor();
    } while (cursor != null);
    return found;
  }

  private static AlertSearch search(Mute mute, boolean muted, @Nullable String cursor) {
    return new AlertSearch(
        Set.of(),
        Set.of(),
        OPEN,
        muted ? Set.of(Condition.SHELVED) : UNMUTED,
        mute.rule(),
        mute.kind() + ":" + mute.value(),
        null,
        "",
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        AlertSearch.Order.LAST_SEEN,
        PER_PAGE,
        cursor);
  }
}
