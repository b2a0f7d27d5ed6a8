package songlam.core.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.Severity;
import songlam.core.event.Text;

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

  /**
   * The event with what some rules say of it now in the place of what they said of it before.
   *
   * @param of ids of these rules
   * @param now those of them that match
   * @param others what is known of the other rules, by id
   */
  public static Event replaced(
      Event event, Set<String> of, List<RuleRef> now, Map<String, RuleRef> others) {
    List<String> ids = event.texts(EcsField.SONGLAM_FINDING_RULES);
    if (now.isEmpty() && ids.stream().noneMatch(of::contains)) {
      return event;
    }
    List<RuleRef> all = new ArrayList<>(now);
    for (int i = 0; i < ids.size(); i++) {
      if (!of.contains(ids.get(i))) {
        RuleRef known = others.get(ids.get(i));
        all.add(known == null ? asWritten(event, ids.get(i), i) : known);
      }
    }
    Event bare = unmarked(event);
    all.sort(Comparator.comparing(RuleRef::id));
    return all.isEmpty() ? bare : marked(bare, all);
  }

  /** A rule that is no more: what the event says of it, of which the level is the most it had. */
  private static RuleRef asWritten(Event event, String id, int place) {
    String name = at(event.texts(EcsField.SONGLAM_FINDING_NAMES), place, id);
    String vi = at(event.texts(EcsField.SONGLAM_FINDING_NAMES_VI), place, name);
    String level = event.text(EcsField.SONGLAM_FINDING_LEVEL);
    Severity most = level == null ? Severity.MEDIUM : Severity.of(level);
    return new RuleRef(id, name, new Text(vi, name), most, List.of());
  }

  private static String at(List<String> texts, int place, String otherwise) {
    return place < texts.size() ? texts.get(place) : otherwise;
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
