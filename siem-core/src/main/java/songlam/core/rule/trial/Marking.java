package songlam.core.rule.trial;

import java.util.List;
import java.util.Map;
import java.util.Set;
import songlam.core.detect.Detector;
import songlam.core.detect.Findings;
import songlam.core.detect.RuleRef;
import songlam.core.event.Event;

/**
 * Says on events what one version of the tried Sigma rules finds, beside what was found of other
 * rules when the event was received.
 *
 * @param detector finds with this version alone
 * @param tried ids of the rules whose versions are tried; none for a pack
 * @param others what is known of all other rules, by id
 */
record Marking(Detector detector, Set<String> tried, Map<String, RuleRef> others) {
  /** For a version of a pack: events stay as they are. */
  static final Marking NONE = new Marking(_ -> List.of(), Set.of(), Map.of());

  /**
   * An event as this version leaves it.
   *
   * @param found whether a tried rule matched
   */
  record Marked(Event event, boolean found) {}

  Marked on(Event event) {
    if (tried.isEmpty()) {
      return new Marked(event, false);
    }
    List<RuleRef> rules = detector.detect(Findings.unmarked(event));
    return new Marked(Findings.replaced(event, tried, rules, others), !rules.isEmpty());
  }
}
