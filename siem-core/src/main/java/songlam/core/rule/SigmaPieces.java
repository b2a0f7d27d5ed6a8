package songlam.core.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import songlam.core.config.Problems;
import songlam.core.config.StrictYaml;
import songlam.core.detect.sigma.RuleProblem;
import songlam.core.detect.sigma.SigmaRules;

/** What one file of the overlay is that is no pack: a Sigma rule, a filter, or an exception. */
public final class SigmaPieces {
  private SigmaPieces() {}

  /** A piece, when nothing is wrong with it. */
  public record Checked(Optional<Piece> piece, List<String> problems) {
    public Checked {
      problems = List.copyOf(problems);
    }

    static Checked wrong(List<String> problems) {
      return new Checked(Optional.empty(), problems);
    }
  }

  /**
   * The piece a text is, by its id; what is wrong with it is told.
   *
   * @param name what to call the text in problems
   * @param cases empty for none
   */
  public static Checked of(String name, String text, String cases) {
    Map<String, String> files = new TreeMap<>(Map.of(Piece.RULE, text));
    if (!cases.isBlank()) {
      files.put(Piece.CASES, cases);
    }
    Problems wrong = new Problems();
    Optional<Exemption> exemption = Exemption.read(name, text, wrong);
    List<String> problems = new ArrayList<>(wrong.all());
    if (exemption.isPresent() && exemption.get().match() != null) {
      return problems.isEmpty()
          ? right(new Piece(exemption.get().id(), Piece.Kind.EXCEPTION, files))
          : Checked.wrong(problems);
    }
    SigmaRules rules = SigmaRules.text(name, text);
    rules.problems().stream()
        .filter(problem -> problem.kind() == RuleProblem.Kind.REJECTED)
        .forEach(problem -> problems.add(problem.toString()));
    if (rules.rules().size() > 1) {
      problems.add(name + ":1: several rules (expected: one a file, each has its own life)");
    }
    if (!problems.isEmpty()) {
      return Checked.wrong(problems);
    }
    if (rules.rules().size() == 1) {
      return right(new Piece(rules.rules().getFirst().id(), Piece.Kind.SIGMA, files));
    }
    String id = StrictYaml.text(name, text, new Problems()).text("id", "");
    return id.isEmpty()
        ? Checked.wrong(List.of(name + ":1: id: missing (expected: a UUID, also for a filter)"))
        : right(new Piece(id, Piece.Kind.FILTER, files));
  }

  private static Checked right(Piece piece) {
    return new Checked(Optional.of(piece), List.of());
  }
}
