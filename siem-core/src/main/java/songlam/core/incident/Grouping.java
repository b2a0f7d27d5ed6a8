package songlam.core.incident;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import songlam.core.correlate.Alert;

/**
 * Folds alerts into incidents: alerts that share an entity and lie close in time are one affair.
 * Late and live alerts are grouped alike: an incident is about what happened, not when it was heard
 * of. For one thread at a time.
 */
public final class Grouping {
  private final long gapMillis;
  private final Predicate<String> renamable;
  private final Composer composer;
  private final Set<AlertGroup> groups = new LinkedHashSet<>();
  private final Map<String, AlertGroup> byAlert = new HashMap<>();
  private final Map<String, Set<AlertGroup>> byLink = new HashMap<>();

  /** Changed since it was last told of. */
  private final Set<AlertGroup> changed = new LinkedHashSet<>();

  /** No group is over before this event time, milliseconds. */
  private long noneOverBefore = Long.MIN_VALUE;

  /**
   * @param gapMillis the longest silence, in event time, within one affair
   */
  public Grouping(long gapMillis) {
    this(gapMillis, _ -> true);
  }

  /**
   * @param renamable whether an incident may still get another id, because nobody has worked on it
   */
  public Grouping(long gapMillis, Predicate<String> renamable) {
    this.gapMillis = gapMillis;
    this.renamable = renamable;
    this.composer = new Composer();
  }

  /** Restores an incident as it was stored, before any alert is folded. */
  public void restore(String incident, List<Alert> alerts) {
    AlertGroup group = new AlertGroup(incident);
    groups.add(group);
    alerts.forEach(alert -> put(group, alert));
  }

  /** The incident this alert belongs to, or null when it belongs to none. */
  public @Nullable String incidentOf(String alert) {
    AlertGroup group = byAlert.get(alert);
    return group == null || group.incident().isEmpty() ? null : group.incident();
  }

  /**
   * Takes a new or grown alert in. An incident is named after its first alert in time, whichever
   * came first: when an earlier one turns up, the incident goes on under the new name and the old
   * one is merged into it. What that changes {@link #changes()} tells.
   */
  public void fold(Alert alert) {
    List<AlertGroup> related = related(alert);
    AlertGroup group = related.isEmpty() ? new AlertGroup("") : related.getFirst();
    groups.add(group);
    String first = group.first();
    related.stream().skip(1).forEach(younger -> merge(group, younger));
    put(group, alert);
    if (group.isIncident()) {
      String former = group.incident();
      if (!former.isEmpty() && !group.first().equals(first) && renamable.test(former)) {
        group.rename();
      }
      group.openedAs();
      changed.add(group);
    }
  }

  /** Whether {@link #changes()} has anything to tell. */
  public boolean hasChanges() {
    return !changed.isEmpty();
  }

  /** What changed since the last call: each incident as it is now, then the ids that have ended. */
  public List<IncidentChange> changes() {
    List<IncidentChange> changes = new ArrayList<>();
    for (AlertGroup group : changed) {
      String id = group.openedAs();
      changes.add(new IncidentChange.Grown(composer.compose(id, group.alerts())));
      group.tell().stream()
          .sorted()
          .forEach(ended -> changes.add(new IncidentChange.Merged(ended, id)));
    }
    changed.clear();
    return changes;
  }

  /** Lets go of groups that no alert later than this event time can join. */
  public void forget(long eventTime) {
    if (eventTime < noneOverBefore) {
      return;
    }
    noneOverBefore = Long.MAX_VALUE;
    for (AlertGroup group : List.copyOf(groups)) {
      long until = group.lastSeen() + gapMillis;
      if (until < eventTime) {
        remove(group);
      } else {
        noneOverBefore = Math.min(noneOverBefore, until);
      }
    }
  }

  private void put(AlertGroup group, Alert alert) {
    group.put(alert);
    byAlert.put(alert.id(), group);
    AlertGroup.linksOf(alert)
        .forEach(link -> byLink.computeIfAbsent(link, _ -> new LinkedHashSet<>()).add(group));
    noneOverBefore = Math.min(noneOverBefore, group.lastSeen() + gapMillis);
  }

  private void remove(AlertGroup group) {
    groups.remove(group);
    group.alerts().forEach(alert -> byAlert.remove(alert.id(), group));
    for (String link : group.links()) {
      byLink.computeIfPresent(
          link,
          (_, of) -> {
            of.remove(group);
            return of.isEmpty() ? null : of;
          });
    }
  }

  private void merge(AlertGroup elder, AlertGroup younger) {
    remove(younger);
    changed.remove(younger);
    younger.alerts().forEach(alert -> put(elder, alert));
    elder.succeed(younger);
  }

  private List<AlertGroup> related(Alert alert) {
    AlertGroup own = byAlert.get(alert.id());
    Set<AlertGroup> candidates = new LinkedHashSet<>();
    for (String link : AlertGroup.linksOf(alert)) {
      byLink.getOrDefault(link, Set.of()).stream()
          .filter(group -> isNear(group, alert))
          .forEach(candidates::add);
    }
    if (own != null) {
      candidates.add(own);
    }
    return candidates.stream()
        .sorted(
            Comparator.comparing((AlertGroup group) -> group.incident().isEmpty())
                .thenComparingLong(AlertGroup::firstSeen)
                .thenComparing(AlertGroup::first))
        .toList();
  }

  private boolean isNear(AlertGroup group, Alert alert) {
    return alert.firstSeen() <= group.lastSeen() + gapMillis
        && alert.lastSeen() >= group.firstSeen() - gapMillis;
  }
}
