package songlam.core.correlate.pack;

import java.util.List;
import org.jspecify.annotations.Nullable;
import songlam.core.detect.Detector;
import songlam.core.detect.RuleRef;
import songlam.core.event.EcsField;
import songlam.core.event.Event;

/**
 * Which rules of one event that stand in a pack's own files match an event. Many correlations ask
 * of the same event one after the other: the answer for the latest is kept. Safe for many threads.
 */
final class OwnFindings {
  private final Detector detector;
  private volatile @Nullable Answer latest;

  private record Answer(Event event, List<RuleRef> rules) {}

  OwnFindings(Detector detector) {
    this.detector = detector;
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

  /** Whether a rule that stands elsewhere matched the event before it came here. */
  static boolean isFinding(Event event, String rule) {
    return event.has(EcsField.SONGLAM_FINDING_RULES)
        && event.texts(EcsField.SONGLAM_FINDING_RULES).contains(rule);
  }
}
