package songlam.core.rule.trial;

import java.util.List;
import songlam.core.pipeline.Detected;

/**
 * What a rule must do with these events.
 *
 * @param rule id of the rule within its piece: a Sigma rule's id, or the name of a pack's rule
 * @param name what people call the case
 * @param fires whether it must fire; else it must stay silent
 * @param events in their order
 * @param end wall clock up to which a pack waits, milliseconds
 */
public record RuleCase(String rule, String name, boolean fires, List<Detected> events, long end) {
  public RuleCase {
    events = List.copyOf(events);
  }
}
