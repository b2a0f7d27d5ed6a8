package songlam.core.rule.proof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import songlam.core.event.Text;
import songlam.core.rule.InForce;
import songlam.core.rule.Piece;
import songlam.core.rule.RuleLife;
import songlam.core.rule.RuleLives;
import songlam.core.rule.trial.CaseReader;
import songlam.core.rule.trial.RuleCase;
import songlam.core.rule.trial.VerdictCases;

/**
 * Finds the case each rule is proven with: the first of its author's that fires, else a verdict's.
 */
public final class CanaryPlan {
  /** A case with more events is not sent. */
  public static final int MOST_EVENTS = 2_000;

  private static final Text NO_CASE =
      new Text("luật không có ca mẫu nào phải kêu", "the rule has no case that fires");

  private final RuleLives lives;
  private final CaseReader reader;
  private final VerdictCases verdicts;
  private final Map<String, List<RuleCase>> ofPieces = new HashMap<>();

  private CanaryPlan(RuleLives lives, CaseReader reader, VerdictCases verdicts) {
    this.lives = lives;
    this.reader = reader;
    this.verdicts = verdicts;
  }

  /**
   * The plan for these rules as they are in force, by rule.
   *
   * @param rules ids of Sigma rules and {@code pack/rule}
   */
  public static Map<String, Planned> of(
      List<String> rules,
      RuleLives lives,
      InForce inForce,
      CaseReader reader,
      VerdictCases verdicts) {
    CanaryPlan plan = new CanaryPlan(lives, reader, verdicts);
    Map<String, Planned> all = new TreeMap<>();
    rules.forEach(rule -> all.put(rule, plan.planned(rule, inForce)));
    return all;
  }

  private Planned planned(String rule, InForce inForce) {
    String id = Piece.idOf(rule);
    try {
      Optional<RuleCase> test = positive(id, rule, inForce);
      if (test.isEmpty()) {
        return new Planned.Unprovable(NO_CASE);
      }
      if (test.get().events().size() > MOST_EVENTS) {
        return new Planned.Unprovable(
            Text.format(
                "ca mẫu có %,d sự kiện (nhiều nhất %,d)",
                "its case has %,d events (expected: at most %,d)",
                test.get().events().size(),
                MOST_EVENTS));
      }
      return new Planned.Ready(new Canary(rule, version(rule, lives, inForce), test.get()));
    } catch (IllegalArgumentException e) {
      String why = String.valueOf(e.getMessage());
      return new Planned.Unprovable(
          new Text("không đọc được ca mẫu: " + why, "its cases cannot be read: " + why));
    }
  }

  /**
   * What tells the version of a rule that is in force from others, empty when none is.
   *
   * @param rule a Sigma rule's id, or {@code pack/rule}
   */
  public static String version(String rule, RuleLives lives, InForce inForce) {
    String id = Piece.idOf(rule);
    return id.equals(rule) ? inForce.piece(id).map(Piece::digest).orElse("") : inForce.version(id);
  }

  /** What ships under an own version counts for rules for which it has no cases of its own. */
  private Optional<RuleCase> positive(String id, String rule, InForce inForce) {
    String name = rule.substring(rule.indexOf('/') + 1);
    List<RuleCase> cases = new ArrayList<>(cases(id, inForce));
    cases.removeIf(one -> !one.rule().equals(name));
    cases.addAll(verdicts.of(rule));
    return cases.stream().filter(RuleCase::fires).findFirst();
  }

  private List<RuleCase> cases(String id, InForce inForce) {
    return ofPieces.computeIfAbsent(
        id,
        _ -> {
          int released = lives.find(id).flatMap(RuleLife::released).orElse(RuleLife.SHIPPED);
          return reader.read(inForce.withShippedCases(lives.piece(id, released)));
        });
  }
}
