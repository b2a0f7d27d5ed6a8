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
 * @param isStored whether its events are whole, as they were stored: what Sigma rules find in them
 *     is found anew; else a case says itself what was found
 * @param end wall clock up to which a pack waits, milliseconds
 */
public record RuleCase(
    String rule,
    String name,
    boolean fires,
    List<Detected> events,
    Optional<RawRecord> received,
    boolean isStored,
    long end) {
  public RuleCase {
    events = List.copyOf(events);
  }

  /** A case of finished events. */
  public RuleCase(String rule, String name, boolean fires, List<Detected> events, long end) {
    this(rule, name, fires, events, Optional.empty(), false, end);
  }

  /** The same with other events. */
  RuleCase of(List<Detected> others) {
    return new RuleCase(rule, name, fires, others, received, isStored, end);
  }

  /** The same under the whole id of its rule, {@code pack/rule}. */
  RuleCase named(String id) {
    return new RuleCase(id, name, fires, events, received, isStored, end);
  }
}
