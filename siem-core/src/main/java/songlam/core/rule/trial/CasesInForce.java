package songlam.core.rule.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import songlam.core.rule.InForce;
import songlam.core.rule.Piece;
import songlam.core.rule.RuleLife;
import songlam.core.rule.RuleLives;

/**
 * The cases of what is in force, which break without a release too: by a new release of the
 * product, a corpus that is taken in again, or another meaning of fields.
 */
public final class CasesInForce {
  private final HeldCases held;
  private final VerdictCases verdicts;

  CasesInForce(HeldCases held, VerdictCases verdicts) {
    this.held = held;
    this.verdicts = verdicts;
  }

  /**
   * A case that must fire and does not. One that must stay silent and does not is told by its
   * alerts.
   *
   * @param rule a Sigma rule's id, or {@code pack/rule}
   * @param name of the case, or why the rule's cases cannot be run
   */
  public record Broken(String rule, String name) {}

  /**
   * Runs the cases of all that people have a hand in: own versions, rules with verdicts, and where
   * the installation says itself what fields mean, everything that ships. The others were run when
   * the product was made. Those of rules that somebody took out of force are left out.
   *
   * @param cancelled looked at before each rule
   */
  public List<Broken> broken(RuleLives lives, InForce inForce, BooleanSupplier cancelled) {
    List<Broken> broken = new ArrayList<>();
    for (String id : pieces(lives)) {
      if (cancelled.getAsBoolean()) {
        return List.of();
      }
      try {
        run(id, lives, inForce, broken);
      } catch (RuntimeException e) {
        broken.add(new Broken(id, Optional.ofNullable(e.getMessage()).orElse("unreadable")));
      }
    }
    return broken;
  }

  private void run(String id, RuleLives lives, InForce inForce, List<Broken> broken) {
    if (lives.find(id).filter(life -> !life.isGone()).isEmpty()) {
      gone(id, broken);
    } else {
      inForce.piece(id).ifPresent(piece -> run(piece, inForce, broken));
    }
  }

  private Set<String> pieces(RuleLives lives) {
    Set<String> ids = new TreeSet<>();
    verdicts.rules().forEach(rule -> ids.add(rule.split("/", 2)[0]));
    for (RuleLife life : lives.own()) {
      boolean hasCases = life.kind() == Piece.Kind.SIGMA || life.kind() == Piece.Kind.PACK;
      if (hasCases && life.released().filter(version -> version != RuleLife.SHIPPED).isPresent()) {
        ids.add(life.id());
      }
    }
    if (lives.shipped().isMappedHere()) {
      lives.shipped().sigma().rules().forEach(rule -> ids.add(rule.id()));
      ids.addAll(lives.shipped().packs().keySet());
    }
    return ids;
  }

  /** The rule of a corpus that was taken in again without it. */
  private void gone(String id, List<Broken> broken) {
    for (String rule : verdicts.rules()) {
      if (rule.equals(id) || rule.startsWith(id + "/")) {
        verdicts.of(rule).stream()
            .filter(RuleCase::fires)
            .forEach(one -> broken.add(new Broken(rule, one.name())));
      }
    }
  }

  private void run(Piece piece, InForce inForce, List<Broken> broken) {
    String within = piece.kind() == Piece.Kind.PACK ? piece.id() + "/" : "";
    List<RuleCase> cases = new ArrayList<>(held.of(piece, inForce));
    cases.removeIf(one -> !one.fires());
    CaseRun.of(piece, cases, inForce).stream()
        .filter(result -> !result.held())
        .map(CaseRun.Result::wanted)
        .forEach(one -> broken.add(new Broken(within + one.rule(), one.name())));
  }
}
