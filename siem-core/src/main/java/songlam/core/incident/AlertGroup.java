package songlam.core.incident;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private String incident;

  /**
   * @param incident id the incident has or would have; empty until one opens
   */
  AlertGroup(String incident) {
    this.incident = incident;
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
  }

  void absorb(AlertGroup other) {
    alerts.putAll(other.alerts);
    links.addAll(other.links);
  }

  boolean shares(Set<String> others) {
    return others.stream().anyMatch(links::contains);
  }

  Set<String> links() {
    return links;
  }

  List<Alert> alerts() {
    return alerts.values().stream().sorted(AS_THEY_CAME).toList();
  }

  boolean holds(String alert) {
    return alerts.containsKey(alert);
  }

  long firstSeen() {
    return alerts.values().stream().mapToLong(Alert::firstSeen).min().orElse(Long.MAX_VALUE);
  }

  long lastSeen() {
    return alerts.values().stream().mapToLong(Alert::lastSeen).max().orElse(Long.MIN_VALUE);
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
    return "inc-" + first();
  }

  /** Id of the first alert in time; empty while there is none. */
  String first() {
    return alerts.values().stream().min(AS_THEY_CAME).map(Alert::id).orElse("");
  }

  /** The id of the incident this group has become; empty while it is none. */
  String incident() {
    return incident;
  }
}
