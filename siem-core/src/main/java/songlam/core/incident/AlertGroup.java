package songlam.core.incident;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Entity;
import songlam.core.event.Severity;

/** Alerts that belong together so far, whether or not they make an incident yet. */
final class AlertGroup {
  /** Kinds of entity too common to say that two alerts are about one affair. */
  private static final Set<String> UNLINKED_KINDS = Set.of("place", "zone", "agency", "rule");

  /** Accounts that exist on every machine. */
  private static final Set<String> COMMON_USERS =
      Set.of("root", "admin", "administrator", "system", "guest", "user", "test", "nobody");

  static final Comparator<Alert> AS_THEY_CAME =
      Comparator.comparingLong(Alert::firstSeen).thenComparing(Alert::id);

  private final Map<String, Alert> alerts = new HashMap<>();
  private final Set<String> links = new HashSet<>();

  /** Ids it was told of under and has no more. */
  private final Set<String> formerNames = new LinkedHashSet<>();

  private String incident;
  private String told;
  private @Nullable Alert first;
  private long firstSeen = Long.MAX_VALUE;
  private long lastSeen = Long.MIN_VALUE;

  /**
   * @param incident id the incident has already; empty until one opens
   */
  AlertGroup(String incident) {
    this.incident = incident;
    this.told = incident;
  }

  /** The links an alert has to others: kind and value of its entities, observers left out. */
  static Set<String> linksOf(Alert alert) {
    Set<String> links = new HashSet<>();
    for (Entity entity : alert.entities()) {
      boolean common =
          entity.role().equals(Entity.OBSERVER)
              || UNLINKED_KINDS.contains(entity.kind())
              || (entity.kind().equals("user") && COMMON_USERS.contains(entity.value()));
      if (!common) {
        links.add(entity.kind() + ":" + entity.value());
      }
    }
    return links;
  }

  void put(Alert alert) {
    alerts.put(alert.id(), alert);
    links.addAll(linksOf(alert));
    firstSeen = Math.min(firstSeen, alert.firstSeen());
    lastSeen = Math.max(lastSeen, alert.lastSeen());
    if (first == null || AS_THEY_CAME.compare(alert, first) < 0) {
      first = alert;
    }
  }

  /** Goes on for another group as well, whose alerts it has been given. */
  void succeed(AlertGroup other) {
    formerNames.addAll(other.formerNames);
    if (!other.told.isEmpty()) {
      formerNames.add(other.told);
    }
  }

  /** Says that the incident is told of under its present id, and which ids that ends. */
  Set<String> tell() {
    if (!told.isEmpty()) {
      formerNames.add(told);
    }
    told = incident;
    formerNames.remove(told);
    Set<String> ended = Set.copyOf(formerNames);
    formerNames.clear();
    return ended;
  }

  Set<String> links() {
    return links;
  }

  List<Alert> alerts() {
    return alerts.values().stream().sorted(AS_THEY_CAME).toList();
  }

  long firstSeen() {
    return firstSeen;
  }

  long lastSeen() {
    return lastSeen;
  }

  /** One alert of level high is an incident by itself; below that it takes two. */
  boolean isIncident() {
    return !incident.isEmpty()
        || alerts.size() > 1
        || alerts.values().stream().anyMatch(a -> a.severity().compareTo(Severity.HIGH) >= 0);
  }

  /** The id: that of the first alert at the moment the incident opens. */
  String openedAs() {
    if (incident.isEmpty()) {
      incident = namedAfterFirst();
    }
    return incident;
  }

  /** Names the incident after the alert that is its first now. */
  void rename() {
    incident = namedAfterFirst();
  }

  private String namedAfterFirst() {
    return Incident.openedBy(first());
  }

  /** Id of the first alert in time; empty while there is none. */
  String first() {
    return first == null ? "" : first.id();
  }

  /** The id of the incident this group has become; empty while it is none. */
  String incident() {
    return incident;
  }
}
