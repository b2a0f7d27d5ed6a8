package songlam.console;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import songlam.console.desk.RuleDesk;
import songlam.console.desk.VerdictDesk;
import songlam.core.rule.trial.CaseRun;

/** What {@code songlam rules cases} asks of the running platform. */
final class CaseVerbs {
  private final RuleDesk rules;
  private final VerdictDesk verdicts;
  private final BiConsumer<String, String> audit;

  /**
   * @param audit takes who and what
   */
  CaseVerbs(RuleDesk rules, VerdictDesk verdicts, BiConsumer<String, String> audit) {
    this.rules = rules;
    this.verdicts = verdicts;
    this.audit = audit;
  }

  /** Every case of a rule, and what the version in force does in it. */
  String list(String rule) {
    requireKnown(rule);
    List<String> kept = rules.gate().verdicts().of(rule).stream().map(one -> one.name()).toList();
    List<String> lines = new ArrayList<>();
    for (CaseRun.Result result : verdicts.cases(rule)) {
      lines.add(
          "%-7s %-13s %-8s %s"
              .formatted(
                  result.held() ? "held" : "broken",
                  result.wanted().fires() ? "fires" : "stays silent",
                  kept.contains(result.wanted().name()) ? "verdict" : "author",
                  result.wanted().name()));
    }
    lines.add("%d cases".formatted(lines.size()));
    return String.join("\n", lines);
  }

  /**
   * Gives a verdict's case up.
   *
   * @throws IllegalArgumentException when there is none of this name, or no reason
   */
  String remove(String rule, String name, String by, String why) {
    requireKnown(rule);
    verdicts.remove(rule, name, why);
    audit.accept(by, VerdictDesk.gaveUp(rule, name, why));
    return "gave up case " + name + " of " + rule;
  }

  private void requireKnown(String rule) {
    if (rules.lives().find(rule).isEmpty()) {
      throw new IllegalArgumentException("rule: " + rule + " (expected: an existing one)");
    }
  }
}
