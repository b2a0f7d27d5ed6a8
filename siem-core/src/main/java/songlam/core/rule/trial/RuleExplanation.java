package songlam.core.rule.trial;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import songlam.core.correlate.pack.Pack;
import songlam.core.correlate.pack.Rule;
import songlam.core.correlate.window.WatchedExplanation;
import songlam.core.detect.Explanation;
import songlam.core.detect.sigma.SigmaRules;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.rule.InForce;

/** Says which parts of a rule held for some events, of a Sigma rule or of one of a pack. */
public final class RuleExplanation {
  private RuleExplanation() {}

  /**
   * Of the rule as released, else in shadow, else as written.
   *
   * @param rule a Sigma rule's id, or {@code pack/rule}
   * @param events at least one
   * @return empty when there is no such rule
   */
  public static Optional<Explanation> of(InForce inForce, String rule, List<Event> events) {
    int slash = rule.indexOf('/');
    if (slash < 0) {
      return sigma(inForce.listed(), rule, events);
    }
    Pack pack = inForce.listedPacks().get(rule.substring(0, slash));
    return pack == null ? Optional.empty() : pack(pack, rule.substring(slash + 1), events);
  }

  /** Of one event its own explanation, of several one for each. */
  static Optional<Explanation> sigma(SigmaRules rules, String id, List<Event> events) {
    List<Explanation> each =
        events.stream().map(event -> rules.explain(id, event)).flatMap(Optional::stream).toList();
    if (each.size() <= 1) {
      return each.stream().findFirst();
    }
    boolean held = each.stream().anyMatch(Explanation::held);
    return Optional.of(Explanation.of("any event", held, each));
  }

  /** Of a pack's rule what it asks of each event, and how far its window came on all of them. */
  static Optional<Explanation> pack(Pack pack, String id, List<Event> events) {
    return pack.rules().stream()
        .filter(rule -> rule.id().equals(id))
        .findFirst()
        .map(rule -> pack(pack, rule, events));
  }

  private static Explanation pack(Pack pack, Rule rule, List<Event> events) {
    List<Explanation> parts = new ArrayList<>();
    List<Event> ordered = new ArrayList<>(events);
    ordered.sort(Comparator.comparingLong(Event::timestamp));
    if (!pack.sourceTypes().isEmpty()) {
      List<String> types =
          ordered.stream()
              .map(event -> event.text(EcsField.SONGLAM_SOURCE_TYPE))
              .filter(Objects::nonNull)
              .distinct()
              .toList();
      ordered.removeIf(event -> !isConsumed(pack, event));
      String what = "source type: one of " + pack.sourceTypes().stream().sorted().toList();
      parts.add(Explanation.leaf(what, !ordered.isEmpty(), types));
    }
    parts.addAll(WatchedExplanation.of(rule.when(), ordered.isEmpty() ? events : ordered));
    boolean held = parts.getLast().held() && !ordered.isEmpty();
    return Explanation.of(pack.id() + "/" + rule.id(), held, parts);
  }

  private static boolean isConsumed(Pack pack, Event event) {
    String type = event.text(EcsField.SONGLAM_SOURCE_TYPE);
    return type != null && pack.sourceTypes().contains(type);
  }
}
