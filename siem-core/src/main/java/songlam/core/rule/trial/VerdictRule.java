package songlam.core.rule.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Evidence;
import songlam.core.correlate.pack.Pack;
import songlam.core.correlate.pack.Rule;
import songlam.core.detect.Findings;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.rule.InForce;

/** Which rule a verdict on an alert is about, and what happened then. */
public final class VerdictRule {
  private VerdictRule() {}

  /**
   * The rule an alert says something of: the Sigma rule it tells of when its pack's rule tells of
   * findings and nothing else, else the pack's rule.
   */
  public static String of(Alert alert, InForce inForce) {
    return isAboutFindings(alert, inForce) ? finding(alert).orElse(alert.rule()) : alert.rule();
  }

  /** The alert's evidence: for a Sigma rule as it was before detection, for a pack's as stored. */
  public static List<Event> evidence(Alert alert, String rule) {
    boolean isOfPack = rule.indexOf('/') >= 0;
    List<Event> events = new ArrayList<>();
    for (Evidence evidence : alert.evidence()) {
      Event event = evidence.event();
      if (isOfPack) {
        events.add(event);
      } else if (event.texts(EcsField.SONGLAM_FINDING_RULES).contains(rule)) {
        events.add(Findings.unmarked(event));
      }
    }
    return events;
  }

  private static boolean isAboutFindings(Alert alert, InForce inForce) {
    Pack pack = inForce.listedPacks().get(alert.pack());
    if (pack == null) {
      return false;
    }
    for (Rule rule : pack.rules()) {
      if (alert.rule().equals(pack.id() + "/" + rule.id())) {
        return FindingRules.isAboutFindings(rule);
      }
    }
    return false;
  }

  /** Of several rules that matched, the one the alert is grouped by. */
  private static Optional<String> finding(Alert alert) {
    for (Evidence evidence : alert.evidence()) {
      List<String> ids = evidence.event().texts(EcsField.SONGLAM_FINDING_RULES);
      List<String> names = evidence.event().texts(EcsField.SONGLAM_FINDING_NAMES);
      for (int i = 0; i < Math.min(ids.size(), names.size()); i++) {
        if (alert.groupKey().contains(names.get(i))) {
          return Optional.of(ids.get(i));
        }
      }
      if (!ids.isEmpty()) {
        return Optional.of(ids.getFirst());
      }
    }
    return Optional.empty();
  }
}
