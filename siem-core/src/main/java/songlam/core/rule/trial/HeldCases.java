package songlam.core.rule.trial;

import java.util.ArrayList;
import java.util.List;
import songlam.core.rule.InForce;
import songlam.core.rule.Piece;

/**
 * The cases a version is held to: its author's, of rules for which it has none those that ship
 * under its id, and those of verdicts, also on rules of its pack that it no longer has.
 */
final class HeldCases {
  private final CaseReader reader;
  private final VerdictCases verdicts;

  HeldCases(CaseReader reader, VerdictCases verdicts) {
    this.reader = reader;
    this.verdicts = verdicts;
  }

  /**
   * Its author's first.
   *
   * @throws IllegalArgumentException when a case cannot be read
   */
  List<RuleCase> of(Piece piece, InForce inForce) {
    List<RuleCase> cases = new ArrayList<>(reader.read(inForce.withShippedCases(piece)));
    if (piece.kind() == Piece.Kind.PACK) {
      verdicts.rules().stream()
          .filter(rule -> rule.startsWith(piece.id() + "/"))
          .forEach(rule -> cases.addAll(verdicts.of(rule)));
    } else {
      cases.addAll(verdicts.of(piece.id()));
    }
    return cases;
  }

  /**
   * Those of a rule in force that must fire.
   *
   * @param rule a Sigma rule's id, or {@code pack/rule}
   */
  List<RuleCase> thatFire(String rule, InForce inForce) {
    int slash = rule.indexOf('/');
    String own = rule.substring(slash + 1);
    List<RuleCase> cases = new ArrayList<>();
    inForce
        .piece(slash < 0 ? rule : rule.substring(0, slash))
        .ifPresent(piece -> cases.addAll(of(piece, inForce)));
    cases.removeIf(one -> !one.rule().equals(own) || !one.fires());
    return cases;
  }
}
