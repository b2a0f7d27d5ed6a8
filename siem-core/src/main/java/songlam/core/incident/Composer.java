package songlam.core.incident;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Entity;
import songlam.core.correlate.Evidence;
import songlam.core.event.EcsField;
import songlam.core.event.Severity;

/** Makes the machine side of an incident out of its alerts, and out of nothing else. */
final class Composer {
  /** An attack seen in this many stages by this many kinds of source is critical by itself. */
  private static final int STAGES_OF_A_CHAIN = 4;

  private static final int SOURCES_OF_A_CHAIN = 3;

  private final Tactics tactics = new Tactics();
  private final Narrator narrator = new Narrator();

  /**
   * @param alerts the incident's alerts in the order of their first evidence, at least one
   */
  Incident compose(String id, List<Alert> alerts) {
    Alert gravest = gravest(alerts);
    List<String> stages = tactics.of(alerts);
    List<String> sources = sourceTypes(alerts);
    boolean chain = stages.size() >= STAGES_OF_A_CHAIN && sources.size() >= SOURCES_OF_A_CHAIN;
    return new Incident(
        id,
        gravest.title(),
        chain ? Severity.CRITICAL : gravest.severity(),
        alerts.stream().mapToLong(Alert::firstSeen).min().orElseThrow(),
        alerts.stream().mapToLong(Alert::lastSeen).max().orElseThrow(),
        entities(alerts),
        alerts.stream().map(Alert::id).toList(),
        stages,
        sources,
        alerts.stream().map(Alert::pipeline).distinct().toList(),
        narrator.summary(alerts, stages, sources),
        alerts.stream().map(Composer::entry).toList(),
        alerts.stream()
            .sorted(Comparator.comparing(Alert::severity).reversed())
            .map(Alert::playbook)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null),
        alerts.stream().allMatch(Alert::late),
        alerts.stream().allMatch(Alert::simulated));
  }

  /** The most urgent alert, the first of them in time. */
  static Alert gravest(List<Alert> alerts) {
    Alert gravest = alerts.getFirst();
    for (Alert alert : alerts) {
      if (alert.severity().compareTo(gravest.severity()) > 0) {
        gravest = alert;
      }
    }
    return gravest;
  }

  /** Documents an alert rests on. */
  static List<String> documents(Alert alert) {
    return alert.evidence().stream().map(e -> e.event().documentId()).toList();
  }

  private static TimelineEntry entry(Alert alert) {
    return new TimelineEntry(
        alert.firstSeen(), "alert", alert.reason(), null, alert.id(), documents(alert));
  }

  private static List<Entity> entities(List<Alert> alerts) {
    Set<Entity> entities = new LinkedHashSet<>();
    alerts.stream().map(Alert::entities).flatMap(Collection::stream).forEach(entities::add);
    List<Entity> attackersFirst = new ArrayList<>(entities);
    attackersFirst.sort(Comparator.comparing(e -> !e.role().equals(Entity.ATTACKER)));
    return attackersFirst;
  }

  private static List<String> sourceTypes(List<Alert> alerts) {
    Set<String> types = new LinkedHashSet<>();
    for (Alert alert : alerts) {
      for (Evidence evidence : alert.evidence()) {
        String type = evidence.event().text(EcsField.SONGLAM_SOURCE_TYPE);
        if (type != null) {
          types.add(type);
        }
      }
    }
    return List.copyOf(types);
  }
}
