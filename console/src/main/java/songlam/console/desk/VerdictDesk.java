package songlam.console.desk;

import java.util.List;
import java.util.Optional;
import songlam.core.correlate.Alert;
import songlam.core.event.Event;
import songlam.core.incident.Verdict;
import songlam.core.rule.InForce;
import songlam.core.rule.Piece;
import songlam.core.rule.RuleLife;
import songlam.core.rule.trial.CaseRun;
import songlam.core.rule.trial.RuleCase;
import songlam.core.rule.trial.VerdictCases;
import songlam.core.rule.trial.VerdictRule;

/** Makes cases of verdicts: what was right must fire in every version, what was wrong must not. */
public final class VerdictDesk {
  private final RuleDesk rules;

  public VerdictDesk(RuleDesk rules) {
    this.rules = rules;
  }

  /**
   * A case that was made.
   *
   * @param rule a Sigma rule's id, or {@code pack/rule}
   * @param held whether the version in force does what the case wants
   */
  public record Made(String rule, String name, boolean fires, int events, boolean held) {}

  /**
   * Makes the alert's evidence a case of its rule.
   *
   * @param rule empty for the rule the alert tells of
   * @param name empty for one made of verdict and reason
   * @throws IllegalArgumentException when no case can be made of it
   */
  public Made make(Alert alert, Verdict verdict, String rule, String name) {
    if (verdict == Verdict.BENIGN) {
      throw new IllegalArgumentException(
          "verdict: benign (expected: true_positive or false_positive; the rule was right)");
    }
    boolean fires = verdict == Verdict.TRUE_POSITIVE;
    String about = rule.isEmpty() ? VerdictRule.of(alert, rules.inForce()) : rule;
    List<Event> events = VerdictRule.evidence(alert, about);
    if (events.isEmpty()) {
      throw new IllegalArgumentException(
          "alert " + alert.id() + ": no evidence of " + about + " (expected: a rule it tells of)");
    }
    String called =
        name.isEmpty()
            ? "%s: %s (%s)".formatted(verdict.vietnamese(), alert.reason().vi(), alert.id())
            : name;
    VerdictCases cases = rules.gate().verdicts();
    boolean held = holds(about, cases.draft(about, called, fires, events));
    if (fires && !held) {
      throw new IllegalArgumentException(
          "alert %s: %s does not fire on the %d events kept of %d (expected: whole evidence)"
              .formatted(alert.id(), about, events.size(), alert.count()));
    }
    cases.add(about, called, fires, events);
    return new Made(about, called, fires, events.size(), held);
  }

  /** The cases of a rule and what the version in force does in them. */
  public List<CaseRun.Result> cases(String rule) {
    Piece piece = inForce(rule);
    String name = rule.substring(rule.indexOf('/') + 1);
    return rules.gate().run(piece, rules.inForce()).stream()
        .filter(result -> piece.kind() != Piece.Kind.PACK || result.wanted().rule().equals(name))
        .toList();
  }

  private boolean holds(String rule, RuleCase wanted) {
    InForce now = rules.inForce();
    return CaseRun.of(inForce(rule), List.of(wanted), now).stream().allMatch(CaseRun.Result::held);
  }

  /** The version that is evaluated of a rule, or of the pack it is in. */
  private Piece inForce(String rule) {
    int slash = rule.indexOf('/');
    String id = slash < 0 ? rule : rule.substring(0, slash);
    Optional<RuleLife> life = rules.lives().find(id);
    int version =
        life.flatMap(one -> one.released().or(one::inShadow))
            .orElseGet(() -> life.map(one -> one.versions().size()).orElse(0));
    return rules.lives().piece(id, version);
  }
}
