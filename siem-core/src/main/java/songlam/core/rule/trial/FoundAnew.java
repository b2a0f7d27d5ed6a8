package songlam.core.rule.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import songlam.core.detect.Detector;
import songlam.core.detect.Findings;
import songlam.core.detect.RuleRef;
import songlam.core.detect.sigma.SigmaRules;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.pipeline.Detected;
import songlam.core.rule.InForce;

/**
 * What the events of cases would be found to be today, in the place of what was found then. Safe
 * for many threads.
 */
final class FoundAnew {
  private final SigmaRules rules;
  private final InForce inForce;

  /** By the rules they look for: many cases ask for the same ones. */
  private final Map<Set<String>, Detector> detectors = new ConcurrentHashMap<>();

  /**
   * @param rules as they are to be read
   * @param inForce which of them are released
   */
  FoundAnew(SigmaRules rules, InForce inForce) {
    this.rules = rules;
    this.inForce = inForce;
  }

  /**
   * The case with what these rules find in its events; the same when its events are not whole, or
   * nothing was found in them and no other rule is asked for.
   *
   * @param others ids of rules to look for beside those that were found then
   */
  RuleCase in(RuleCase one, Set<String> others) {
    if (!one.isStored()) {
      return one;
    }
    Set<String> asked = new TreeSet<>(others);
    one.events().forEach(seen -> asked.addAll(seen.event().texts(EcsField.SONGLAM_FINDING_RULES)));
    if (asked.isEmpty()) {
      return one;
    }
    asked.removeIf(id -> !inForce.isReleased(id) && !others.contains(id));
    Detector detector =
        detectors.computeIfAbsent(
            Set.copyOf(asked), ids -> rules.detector(rule -> ids.contains(rule.id())));
    List<Detected> events = new ArrayList<>();
    for (Detected seen : one.events()) {
      Event bare = Findings.unmarked(seen.event());
      List<RuleRef> found = detector.detect(bare);
      events.add(
          new Detected(
              found.isEmpty() ? bare : Findings.marked(bare, found),
              List.of(),
              seen.offset(),
              seen.receivedAt(),
              seen.session(),
              seen.latenessMillis()));
    }
    return one.of(events);
  }
}
