package songlam.core.rule.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import songlam.core.correlate.pack.Pack;
import songlam.core.correlate.pack.Rule;
import songlam.core.rule.InForce;
import songlam.core.rule.Piece;

/**
 * Nothing is released that breaks a case, of its author or of a verdict, and no filter that takes
 * away an alert somebody found right.
 */
public final class ReleaseGate {
  private final CaseReader reader;
  private final VerdictCases verdicts;
  private final FilterProof proof;

  /** Only cases are known. */
  public ReleaseGate(CaseReader reader, VerdictCases verdicts) {
    this(reader, verdicts, TrueAlerts.none());
  }

  /**
   * @param alerts must not go missing behind a filter
   */
  public ReleaseGate(CaseReader reader, VerdictCases verdicts, TrueAlerts alerts) {
    this.reader = reader;
    this.verdicts = verdicts;
    this.proof = new FilterProof(reader, verdicts, alerts);
  }

  public VerdictCases verdicts() {
    return verdicts;
  }

  /**
   * The results of every case of this version, its author's first; of a filter or an exception, of
   * what is known to be right of the rules it is for.
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

  private void run(Piece piece, InForce inForce, Predicate<RuleCase> which, CaseProgress progress) {
    if (piece.kind() == Piece.Kind.FILTER || piece.kind() == Piece.Kind.EXCEPTION) {
      proof.run(piece, inForce, progress);
      return;
    }
    List<RuleCase> cases = new ArrayList<>(reader.read(piece));
    for (String rule : rules(piece, inForce)) {
      cases.addAll(verdicts.of(rule));
    }
    cases.removeIf(which.negate());
    CaseRun.run(piece, cases, inForce, progress);
  }

  /**
   * Lets the version pass.
   *
   * @throws IllegalArgumentException with the names of the cases it breaks
   */
  public void check(Piece piece, InForce inForce) {
    requireNone(piece.id(), broken(piece, inForce, _ -> true));
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
    String rule = piece.kind() == Piece.Kind.PACK ? broken.rule() + ": " : "";
    return rule
        + broken.name()
        + (broken.fires() ? " (expected: it fires)" : " (expected: it stays silent)");
  }

  private static TreeSet<String> rules(Piece piece, InForce inForce) {
    TreeSet<String> rules = new TreeSet<>();
    if (piece.kind() == Piece.Kind.SIGMA) {
      rules.add(piece.id());
    } else if (piece.kind() == Piece.Kind.PACK) {
      for (Rule rule : inForce.pack(piece, new ArrayList<>()).map(Pack::rules).orElse(List.of())) {
        rules.add(piece.id() + "/" + rule.id());
      }
    }
    return rules;
  }
}
