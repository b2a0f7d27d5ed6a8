package songlam.core.correlate.pack;

import java.util.List;
import org.jspecify.annotations.Nullable;
import songlam.core.correlate.window.Correlated;
import songlam.core.detect.Detector;
import songlam.core.detect.Explanation;
import songlam.core.detect.RuleRef;
import songlam.core.detect.sigma.SigmaCorrelations;
import songlam.core.detect.sigma.SigmaRule;
import songlam.core.detect.sigma.SigmaRules;
import songlam.core.event.EcsField;
import songlam.core.event.Event;

/**
 * Which rules of one event that stand in a pack's own files match an event. Many correlations ask
 * of the same event one after the other: the answer for the latest is kept. Safe for many threads.
 */
final class OwnFindings {
  private final Detector detector;
  private final SigmaRules rules;
  private volatile @Nullable Answer latest;

  private record Answer(Event event, List<RuleRef> rules) {}

  OwnFindings(SigmaCorrelations files) {
    this.detector = files.detector();
    this.rules = files.inline();
  }

  /** Events that a rule matches which stands in the same files. */
  record Inline(OwnFindings findings, String rule) implements Correlated.Base {
    @Override
    public boolean test(Event event) {
      return findings.match(event, rule);
    }

    @Override
    public Explanation explained(Event event) {
      return findings
          .rules
          .explain(rule, event)
          .orElseGet(() -> Correlated.Base.super.explained(event));
    }
  }

  /** Events that a rule matched which stands elsewhere. */
  record Elsewhere(SigmaRule rule) implements Correlated.Base {
    @Override
    public boolean test(Event event) {
      return isFinding(event, rule.id());
    }

    @Override
    public Explanation explained(Event event) {
      return Explanation.leaf(
          "found by " + rule.title() + " before it comes here",
          test(event),
          event.texts(EcsField.SONGLAM_FINDING_RULES));
    }
  }

  /** Equal for rules in these files that match the same events. */
  String meaning(String rule) {
    return rules.meaning(rule).orElse("");
  }

  boolean match(Event event, String rule) {
    Answer answer = latest;
    if (answer == null || answer.event != event) {
      answer = new Answer(event, detector.detect(event));
      latest = answer;
    }
    for (RuleRef found : answer.rules) {
      if (found.id().equals(rule)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isFinding(Event event, String rule) {
    return event.has(EcsField.SONGLAM_FINDING_RULES)
        && event.texts(EcsField.SONGLAM_FINDING_RULES).contains(rule);
  }
}
