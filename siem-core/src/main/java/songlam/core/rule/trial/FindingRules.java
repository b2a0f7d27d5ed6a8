package songlam.core.rule.trial;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import songlam.core.correlate.pack.Pack;
import songlam.core.correlate.pack.Rule;
import songlam.core.correlate.window.Condition;
import songlam.core.query.Query;

/** The rules of packs that tell of findings, and of nothing else. */
public final class FindingRules {
  private static final String FINDING = "songlam.finding.";

  private FindingRules() {}

  /** Each pack with such rules, with these alone. */
  static List<Pack> of(Collection<Pack> packs, Set<String> silent) {
    List<Pack> kept = new ArrayList<>();
    for (Pack pack : packs) {
      List<Rule> rules = new ArrayList<>(pack.rules());
      rules.removeIf(
          rule -> silent.contains(pack.id() + "/" + rule.id()) || !isAboutFindings(rule));
      if (!rules.isEmpty()) {
        kept.add(new Pack(pack.id(), pack.pipeline(), pack.owner(), pack.sourceTypes(), rules, ""));
      }
    }
    return kept;
  }

  /** Whether the rule tells of findings and of nothing else. */
  public static boolean isAboutFindings(Rule rule) {
    return rule.when() instanceof Condition condition
        && (condition.kind() == Condition.Kind.THRESHOLD
            || condition.kind() == Condition.Kind.RHYTHM)
        && needsFinding(condition.match());
  }

  /** Whether only events with a finding can fulfil it. */
  private static boolean needsFinding(Query query) {
    return switch (query) {
      case Query.And(var parts) -> parts.stream().anyMatch(FindingRules::needsFinding);
      case Query.Or(var parts) ->
          !parts.isEmpty() && parts.stream().allMatch(FindingRules::needsFinding);
      case Query.Is(var field, _) -> field.startsWith(FINDING);
      case Query.Exists(var field) -> field.startsWith(FINDING);
      case Query.Like(var field, _) -> field.startsWith(FINDING);
      case Query.Fits(var field, _) -> field.startsWith(FINDING);
      case Query.Between _, Query.InNetwork _, Query.Word _, Query.Not _, Query.Everything _ ->
          false;
    };
  }
}
