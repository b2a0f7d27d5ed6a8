package songlam.core.detect;

import java.util.List;
import songlam.core.event.Event;

/**
 * Says which rules match an event. Implementations are immutable and safe for many threads; new
 * rules are a new detector that is swapped in whole.
 */
public interface Detector {
  /** The rules that match, in the order of their ids; empty when none does. Never cut short. */
  List<RuleRef> detect(Event event);
}
