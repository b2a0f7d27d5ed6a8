package songlam.core.rule.trial;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import songlam.core.correlate.pack.Pack;
import songlam.core.correlate.pack.Rule;
import songlam.core.correlate.window.Cluster;
import songlam.core.correlate.window.Condition;
import songlam.core.correlate.window.Correlated;
import songlam.core.correlate.window.Novelty;
import songlam.core.correlate.window.Slump;
import songlam.core.correlate.window.Swing;
import songlam.core.event.EcsField;
import songlam.core.query.Query;

/** The rules of packs that findings of Sigma rules bear on. */
public final class FindingRules {
  private static final String FINDING = "songlam.finding.";

  private final Set<String> sigma;

  private FindingRules(Set<String> sigma) {
    this.sigma = sigma;
  }

  /**
   * Each pack with rules that findings of these Sigma rules may bear on, with those alone; whole
   * where DRL relates a pack's rules, as {@code suppressed_by} does.
   *
   * @param raising whether a rule, {@code pack/rule}, alerts anybody
   * @param sigma ids of the Sigma rules
   */
  static List<Pack> of(Collection<Pack> packs, Predicate<String> raising, Set<String> sigma) {
    FindingRules about = new FindingRules(sigma);
    List<Pack> kept = new ArrayList<>();
    for (Pack pack : packs) {
      List<Rule> rules = new ArrayList<>(pack.rules());
      rules.removeIf(rule -> !raising.test(pack.id() + "/" + rule.id()) || !about.mayChange(rule));
      if (!rules.isEmpty()) {
        kept.add(
            pack.drl().isBlank()
                ? new Pack(pack.id(), pack.pipeline(), pack.owner(), pack.sourceTypes(), rules, "")
                : pack);
      }
    }
    return kept;
  }

  /**
   * Whether findings of these Sigma rules may bear on a rule of the pack.
   *
   * @param rule {@code pack/rule}
   */
  static boolean bearsOn(Pack pack, String rule, Set<String> sigma) {
    return of(List.of(pack), _ -> true, sigma).stream()
        .flatMap(one -> one.rules().stream())
        .anyMatch(one -> rule.equals(pack.id() + "/" + one.id()));
  }

  /** Whether the rule tells of single findings and of nothing else. */
  public static boolean isAboutFindings(Rule rule) {
    return rule.when() instanceof Condition condition
        && (condition.kind() == Condition.Kind.THRESHOLD
            || condition.kind() == Condition.Kind.RHYTHM)
        && needsFinding(condition.match());
  }

  private boolean mayChange(Rule rule) {
    boolean isAsked =
        rule.when().groupBy().stream().anyMatch(FindingRules::isFound) || asks(rule.when().match());
    return isAsked
        || switch (rule.when()) {
          case Condition condition ->
              isFound(condition.distinct())
                  || isFound(condition.sum())
                  || (condition.then() != null && asks(condition.then()));
          case Swing swing -> isFound(swing.distinct()) || isFound(swing.sum());
          case Novelty novelty -> isFound(novelty.value());
          case Slump slump -> isFound(slump.value());
          case Cluster _, Correlated _ -> false;
        };
  }

  /** Whether what these Sigma rules find may make a difference to the query. */
  private boolean asks(Query query) {
    return switch (query) {
      case Query.And(var parts) -> parts.stream().anyMatch(this::asks);
      case Query.Or(var parts) -> parts.stream().anyMatch(this::asks);
      case Query.Not(var part) -> asks(part);
      case Query.Is(var field, var value) ->
          field.equals(EcsField.SONGLAM_FINDING_RULES.fieldName())
              ? sigma.contains(value)
              : isFound(field);
      case Query.Exists(var field) -> isFound(field);
      case Query.Like(var field, _) -> isFound(field);
      case Query.Fits(var field, _) -> isFound(field);
      case Query.Between between -> isFound(between.field());
      case Query.InNetwork _, Query.Word _, Query.Everything _ -> false;
    };
  }

  private static boolean isFound(@Nullable EcsField field) {
    return field != null && isFound(field.fieldName());
  }

  private static boolean isFound(String field) {
    return field.startsWith(FINDING) || field.equals(EcsField.THREAT_TECHNIQUE_ID.fieldName());
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
