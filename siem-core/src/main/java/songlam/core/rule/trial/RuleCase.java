package songlam.core.rule.trial;

import java.util.List;
import java.util.Optional;
import songlam.core.event.RawRecord;
import songlam.core.pipeline.Detected;

/**
 * What a rule must do with these events.
 *
 * @param rule id of the rule within its piece: a Sigma rule's id, or the name of a pack's rule
 * @param name what people call the case
 * @param fires whether it must fire; else it must stay silent
 * @param events in their order
 * @param received the record as it arrives, where the case has it; else the events are its own
 * @param end wall clock up to which a pack waits, milliseconds
 */
public record RuleCase(
    String rule,
    String name,
    boolean fires,
    List<Detected> events,
    Optional<RawRecord> received,
    long end) {
  public RuleCase {
    events = List.copyOf(events);
  }

  /** A case of finished events. */
  public RuleCase(String rule, String name, boolean fires, List<Detected> events, long end) {
    this(rule, name, fires, events, Optional.empty(), end);
  }
}
