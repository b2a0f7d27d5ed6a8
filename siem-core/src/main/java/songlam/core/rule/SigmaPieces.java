package songlam.core.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import songlam.core.config.Problems;
import songlam.core.config.StrictYaml;
import songlam.core.detect.sigma.RuleProblem;
import songlam.core.detect.sigma.SigmaCorrelations;
import songlam.core.detect.sigma.SigmaRules;

/**
 * What one file of the overlay is that is no pack: a Sigma rule, a filter, an exception, or
 * correlations, which are a pack of their own.
 */
public final class SigmaPieces {
  private SigmaPieces() {}

  /**
   * A piece, when nothing is wrong with it.
   *
   * @param problems what keeps it from being one
   * @param warnings what is worth saying beside them
   */
  public record Checked(Optional<Piece> piece, List<String> problems, List<String> warnings) {
    public Checked {
      problems = List.copyOf(problems);
      warnings = List.copyOf(warnings);
    }

    static Checked wrong(List<String> problems) {
      return new Checked(Optional.empty(), problems, List.of());
    }
  }

  /**
   * The piece a text is, by its id; what is wrong with it is told.
   *
   * @param name what to call the text in problems
   * @param cases empty for none
   * @param known rules a filter may be for, or a correlation over; what fields mean is theirs
   */
  public static Checked of(String name, String text, String cases, SigmaRules known) {
    Map<String, String> files = new TreeMap<>(Map.of(Piece.RULE, text));
    if (!cases.isBlank()) {
      files.put(Piece.CASES, cases);
    }
    Problems wrong = new Problems();
    Optional<Exemption> exemption = Exemption.read(name, text, wrong);
    List<String> problems = new ArrayList<>(wrong.all());
    if (exemption.isPresent() && exemption.get().match() != null) {
      return problems.isEmpty()
          ? right(new Piece(exemption.get().id(), Piece.Kind.EXCEPTION, files), wrong.warnings())
          : Checked.wrong(problems);
    }
    if (SigmaCorrelations.areIn(text)) {
      return CorrelationPieces.of(name, text, cases, known);
    }
    SigmaRules rules = SigmaRules.texts(Map.of(name, text), known.mapping());
    List<String> warnings = new ArrayList<>();
    for (RuleProblem problem : rules.problems()) {
      boolean isWarning = problem.kind() == RuleProblem.Kind.WARNING;
      (isWarning ? warnings : problems).add(problem.toString());
    }
    rules.unboundFilters(known).forEach(one -> warnings.add(one.toString()));
    if (rules.rules().size() > 1) {
      problems.add(name + ":1: several rules (expected: one a file, each has its own life)");
    }
    if (!problems.isEmpty()) {
      return new Checked(Optional.empty(), problems, warnings);
    }
    if (rules.rules().size() == 1) {
      return right(new Piece(rules.rules().getFirst().id(), Piece.Kind.SIGMA, files), warnings);
    }
    String id = StrictYaml.text(name, text, new Problems()).text("id", "");
    return id.isEmpty()
        ? Checked.wrong(List.of(name + ":1: id: missing (expected: a UUID, also for a filter)"))
        : right(new Piece(id, Piece.Kind.FILTER, files), warnings);
  }

  private static Checked right(Piece piece, List<String> warnings) {
    return new Checked(Optional.of(piece), List.of(), warnings);
  }
}
