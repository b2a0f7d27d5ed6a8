package songlam.core.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import songlam.core.config.Problems;
import songlam.core.correlate.pack.Rule;
import songlam.core.detect.sigma.RuleProblem;
import songlam.core.detect.sigma.SigmaCorrelation;
import songlam.core.detect.sigma.SigmaCorrelations;
import songlam.core.detect.sigma.SigmaRules;

/**
 * A file of Sigma correlations that stands alone: a pack of its own, named after the first of them
 * that no other is over.
 */
final class CorrelationPieces {
  private CorrelationPieces() {}

  /**
   * The pack a text is; what is wrong with it is told.
   *
   * @param name what to call the text in problems
   * @param cases of the rule the pack is named after, empty for none
   * @param known rules it may be over
   */
  static SigmaPieces.Checked of(String name, String text, String cases, SigmaRules known) {
    SigmaCorrelations read = SigmaCorrelations.read(Map.of(name, text), known);
    List<String> problems = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    for (RuleProblem problem : read.problems()) {
      boolean isWarning = problem.kind() == RuleProblem.Kind.WARNING;
      (isWarning ? warnings : problems).add(problem.toString());
    }
    Optional<SigmaCorrelation> first =
        read.all().stream().filter(one -> !one.isReferenced()).findFirst();
    if (!problems.isEmpty() || first.isEmpty()) {
      return new SigmaPieces.Checked(Optional.empty(), problems, warnings);
    }
    Piece pack = pack(id(first.get()), Map.of(Piece.RULE, text));
    if (cases.isBlank()) {
      return new SigmaPieces.Checked(Optional.of(pack), List.of(), warnings);
    }
    Problems again = new Problems();
    List<Rule> rules = PackPieces.read(pack, known, again).rules();
    String main = first.get().name();
    String rule =
        rules.stream()
            .map(Rule::id)
            .filter(main::equals)
            .findFirst()
            .orElse(first.get().rule().id());
    Map<String, String> files = new TreeMap<>(pack.files());
    files.put("cases/" + rule + ".yml", cases);
    Piece whole = new Piece(pack.id(), Piece.Kind.PACK, files);
    return new SigmaPieces.Checked(Optional.of(whole), again.all(), warnings);
  }

  /**
   * A pack of files of correlations.
   *
   * @param texts by the names of their files
   */
  static Piece pack(String id, Map<String, String> texts) {
    StringBuilder head = new StringBuilder();
    head.append("id: ").append(id).append("\npipeline: security\nsigma:\n");
    texts.keySet().stream()
        .sorted()
        .forEach(file -> head.append("  - '" + file.replace("'", "''") + "'\n"));
    Map<String, String> files = new TreeMap<>(texts);
    files.put(Piece.PACK, head.toString());
    return new Piece(id, Piece.Kind.PACK, files);
  }

  private static String id(SigmaCorrelation correlation) {
    String named = correlation.name().isEmpty() ? correlation.rule().id() : correlation.name();
    String plain = named.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    return "sigma-" + plain.replaceAll("^-|-$", "");
  }
}
