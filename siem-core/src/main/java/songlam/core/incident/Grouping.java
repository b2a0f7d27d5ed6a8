package songlam.core.incident;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
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
  private final List<AlertGroup> groups = new ArrayList<>();
  private final Map<String, AlertGroup> byAlert = new HashMap<>();

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
    for (Alert alert : alerts) {
      group.put(alert);
      byAlert.put(alert.id(), group);
    }
    groups.add(group);
  }

  /** The incident this alert belongs to, or null when it belongs to none. */
  public @Nullable String incidentOf(String alert) {
    AlertGroup group = byAlert.get(alert);
    return group == null || group.incident().isEmpty() ? null : group.incident();
  }

  /**
   * Takes a new or grown alert in; gives what changed, merges first. An incident is named after its
   * first alert in time, whichever came first: when an earlier one turns up, the incident goes on
   * under the new name and the old one is merged into it at last.
   */
  public List<IncidentChange> fold(Alert alert) {
    List<IncidentChange> changes = new ArrayList<>();
    List<AlertGroup> related = related(alert);
    AlertGroup group;
    String first = "";
    if (related.isEmpty()) {
      group = new AlertGroup("");
      groups.add(group);
    } else {
      group = related.getFirst();
      first = group.first();
      related.stream().skip(1).forEach(younger -> merge(group, younger, changes));
    }
    group.put(alert);
    group.alerts().forEach(member -> byAlert.put(member.id(), group));
    if (group.isIncident()) {
      String former = group.incident();
      boolean named = former.isEmpty() || group.first().equals(first) || !renamable.test(former);
      if (!named) {
        group.rename();
      }
      changes.add(new IncidentChange.Grown(composer.compose(group.openedAs(), group.alerts())));
      if (!named) {
        changes.add(new IncidentChange.Merged(former, group.incident()));
      }
    }
    return changes;
  }

  /** Lets go of groups that no alert later than this event time can join. */
  public void forget(long eventTime) {
    groups.removeIf(
        group -> {
          boolean over = group.lastSeen() + gapMillis < eventTime;
          if (over) {
            group.alerts().forEach(alert -> byAlert.remove(alert.id()));
          }
          return over;
        });
  }

  private void merge(AlertGroup elder, AlertGroup younger, List<IncidentChange> changes) {
    elder.absorb(younger);
    groups.remove(younger);
    if (!younger.incident().isEmpty()) {
      changes.add(new IncidentChange.Merged(younger.incident(), elder.openedAs()));
    }
  }

  private List<AlertGroup> related(Alert alert) {
    Set<String> links = AlertGroup.linksOf(alert);
    AlertGroup own = byAlert.get(alert.id());
    return groups.stream()
        .filter(group -> group == own || (group.shares(links) && isNear(group, alert)))
        .sorted(
            Comparator.comparing((AlertGroup group) -> group.incident().isEmpty())
                .thenComparingLong(AlertGroup::firstSeen)
                .thenComparing(group -> group.alerts().getFirst().id()))
        .toList();
  }

  private boolean isNear(AlertGroup group, Alert alert) {
    return alert.firstSeen() <= group.lastSeen() + gapMillis
        && alert.lastSeen() >= group.firstSeen() - gapMillis;
  }
}
