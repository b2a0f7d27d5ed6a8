package songlam.core.rule.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import songlam.core.detect.sigma.SigmaRules;
import songlam.core.rule.InForce;
import songlam.core.rule.Piece;

/**
 * Nothing is released that breaks a case, of its author or of a verdict, and no filter that takes
 * away an alert somebody found right.
 */
public final class ReleaseGate {
  private final VerdictCases verdicts;
  private final HeldCases held;
  private final DependentCases dependent;
  private final FilterProof proof;

  /** Only cases are known. */
  public ReleaseGate(CaseReader reader, VerdictCases verdicts) {
    this(reader, verdicts, TrueAlerts.none());
  }

  /**
   * @param alerts must not go missing behind a filter
   */
  public ReleaseGate(CaseReader reader, VerdictCases verdicts, TrueAlerts alerts) {
    this.verdicts = verdicts;
    this.held = new HeldCases(reader, verdicts);
    this.dependent = new DependentCases(verdicts);
    this.proof = new FilterProof(held, alerts);
  }

  public VerdictCases verdicts() {
    return verdicts;
  }

  /** The cases of what is in force, which break without a release too. */
  public CasesInForce inForce() {
    return new CasesInForce(held, verdicts);
  }

  /**
   * The results of every case this version can break, first those of its author or, where it has
   * none, those that ship under its id; of a Sigma rule or filter those of packs' rules that look
   * at what it finds, as far as they hold now; of a filter or an exception, of what is known to be
   * right of the rules it is for.
   *
   * @throws IllegalArgumentException when a case cannot be read
   */
  public List<CaseRun.Result> run(Piece piece, InForce inForce) {
    CaseProgress.Collected all = new CaseProgress.Collected();
    run(piece, inForce, all);
    return all.results();
  }

  /**
   * As {@link #run(Piece, InForce)}, told one by one.
   *
   * @throws IllegalArgumentException when a case cannot be read
   */
  public void run(Piece piece, InForce inForce, CaseProgress progress) {
    run(piece, inForce, _ -> true, progress);
  }

  /**
   * The cases of one rule of a pack, told one by one.
   *
   * @param rule its id within the pack
   * @throws IllegalArgumentException when a case cannot be read
   */
  public void run(Piece pack, String rule, InForce inForce, CaseProgress progress) {
    run(pack, inForce, wanted -> wanted.rule().equals(rule), progress);
  }

  private void run(Piece piece, InForce inForce, Predicate<RuleCase> which, CaseProgress progress) {
    switch (piece.kind()) {
      case EXCEPTION -> proof.run(piece, inForce, progress);
      case FILTER -> {
        proof.run(piece, inForce, progress);
        SigmaRules after = inForce.sigma().withText(Piece.RULE, piece.text());
        Set<String> changed = new TreeSet<>(after.filteredBy(piece.id()));
        changed.addAll(inForce.sigma().filteredBy(piece.id()));
        changed.removeIf(rule -> !inForce.isReleased(rule));
        dependent.run(changed, after, inForce, progress);
      }
      case SIGMA -> {
        own(piece, inForce, which, progress);
        SigmaRules after = inForce.sigma().withText(Piece.RULE, piece.text());
        dependent.run(Set.of(piece.id()), after, inForce, progress);
      }
      case PACK -> own(piece, inForce, which, progress);
    }
  }

  private void own(Piece piece, InForce inForce, Predicate<RuleCase> which, CaseProgress progress) {
    List<RuleCase> cases = new ArrayList<>(held.of(piece, inForce));
    cases.removeIf(which.negate());
    CaseRun.run(piece, cases, inForce, progress);
  }

  /**
   * Rules of what is in force under an id that no case says anything of, in words.
   *
   * @param id of a Sigma rule or a pack, or {@code pack/rule}
   */
  public List<String> without(String id, InForce inForce) {
    int slash = id.indexOf('/');
    Piece piece = inForce.piece(slash < 0 ? id : id.substring(0, slash)).orElse(null);
    if (piece == null
        || piece.kind() == Piece.Kind.FILTER
        || piece.kind() == Piece.Kind.EXCEPTION) {
      return List.of();
    }
    Set<String> rules = new TreeSet<>();
    if (piece.kind() == Piece.Kind.SIGMA) {
      rules.add(id);
    } else {
      inForce.evaluated(piece.id()).stream()
          .flatMap(pack -> pack.rules().stream())
          .forEach(rule -> rules.add(rule.id()));
      rules.removeIf(rule -> slash >= 0 && !rule.equals(id.substring(slash + 1)));
    }
    held.of(piece, inForce).forEach(one -> rules.remove(one.rule()));
    return rules.stream()
        .map(rule -> rule + ": no case (expected: one that must fire; none guards later versions)")
        .toList();
  }

  /**
   * The cases the version breaks, in words.
   *
   * @throws IllegalArgumentException when a case cannot be read
   */
  public List<String> breaks(Piece piece, InForce inForce) {
    return broken(piece, inForce, _ -> true);
  }

  /**
   * Lets the version pass.
   *
   * @throws IllegalArgumentException with the names of the cases it breaks
   */
  public void check(Piece piece, InForce inForce) {
    requireNone(piece.id(), breaks(piece, inForce));
  }

  /**
   * Lets one rule of a pack pass.
   *
   * @param rule its id within the pack
   * @throws IllegalArgumentException with the names of its cases that do not hold
   */
  public void check(Piece pack, String rule, InForce inForce) {
    requireNone(
        pack.id() + "/" + rule, broken(pack, inForce, wanted -> wanted.rule().equals(rule)));
  }

  private List<String> broken(Piece piece, InForce inForce, Predicate<RuleCase> which) {
    CaseProgress.Collected all = new CaseProgress.Collected();
    run(piece, inForce, which, all);
    return all.results().stream()
        .filter(result -> !result.held())
        .map(result -> words(piece, result.wanted()))
        .toList();
  }

  private static void requireNone(String id, List<String> broken) {
    if (!broken.isEmpty()) {
      throw new IllegalArgumentException(
          "release of " + id + " breaks: " + String.join("; ", broken));
    }
  }

  private static String words(Piece piece, RuleCase broken) {
    boolean isIts = piece.kind() != Piece.Kind.PACK && broken.rule().indexOf('/') < 0;
    return (isIts ? "" : broken.rule() + ": ")
        + broken.name()
        + (broken.fires() ? " (expected: it fires)" : " (expected: it stays silent)");
  }
}
