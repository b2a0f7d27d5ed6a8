package songlam.core.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;

/** How an event says which rules matched it. */
public final class Findings {
  private Findings() {}

  /**
   * The event with the rules that matched it written on it. The most urgent rule comes first: it is
   * the one an alert is named after.
   *
   * @param rules at least one
   */
  public static Event marked(Event event, List<RuleRef> rules) {
    List<RuleRef> urgentFirst = new ArrayList<>(rules);
    urgentFirst.sort(Comparator.comparing(RuleRef::level).reversed());
    EventBuilder marked =
        event.toBuilder()
            .set(EcsField.SONGLAM_FINDING_RULES, urgentFirst.stream().map(RuleRef::id).toList())
            .set(EcsField.SONGLAM_FINDING_NAMES, urgentFirst.stream().map(RuleRef::name).toList())
            .set(
                EcsField.SONGLAM_FINDING_NAMES_VI,
                urgentFirst.stream().map(rule -> rule.title().vi()).toList())
            .set(EcsField.SONGLAM_FINDING_LEVEL, urgentFirst.getFirst().level().label());
    List<String> techniques =
        urgentFirst.stream().flatMap(rule -> rule.attack().stream()).distinct().toList();
    if (!techniques.isEmpty()) {
      marked.set(EcsField.THREAT_TECHNIQUE_ID, techniques);
    }
    return marked.build(event.id());
  }

  /** The event as it was before detection. */
  public static Event unmarked(Event event) {
    if (!event.has(EcsField.SONGLAM_FINDING_RULES)) {
      return event;
    }
    return event.toBuilder()
        .clear(EcsField.SONGLAM_FINDING_RULES)
        .clear(EcsField.SONGLAM_FINDING_NAMES)
        .clear(EcsField.SONGLAM_FINDING_NAMES_VI)
        .clear(EcsField.SONGLAM_FINDING_LEVEL)
        .clear(EcsField.THREAT_TECHNIQUE_ID)
        .build(event.id());
  }
}
