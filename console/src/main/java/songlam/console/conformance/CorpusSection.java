package songlam.console.conformance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import songlam.core.detect.sigma.RuleProblem;
import songlam.core.detect.sigma.SigmaRules;

/** The public corpus of rules: how many load, and what is wrong with the others, by name. */
final class CorpusSection implements Section {
  @Override
  public void write(Path corpora, StringBuilder out) {
    out.append("## The public corpus loads\n\n");
    Path folder = corpora.resolve("sigma-rules");
    if (!Files.isDirectory(folder)) {
      out.append("The corpus sigma-rules is absent.\n");
      return;
    }
    SigmaRules rules = SigmaRules.load(List.of(folder));
    List<RuleProblem> rejected = of(rules, RuleProblem.Kind.REJECTED);
    out.append("| in force | rejected | warnings |\n|---|---|---|\n");
    out.append(
        "| %,d | %d | %d |\n\n"
            .formatted(
                rules.rules().size(), rejected.size(), of(rules, RuleProblem.Kind.WARNING).size()));
    List<RuleProblem> all = rules.problems();
    if (!all.isEmpty()) {
      out.append("What is said of them:\n\n");
      for (RuleProblem problem : all) {
        Path file = folder.relativize(Path.of(problem.file()));
        out.append(
            "- %s `%s:%d` %s\n"
                .formatted(
                    problem.kind() == RuleProblem.Kind.REJECTED ? "rejected" : "warning",
                    file,
                    problem.line(),
                    problem.message()));
      }
    }
  }

  private static List<RuleProblem> of(SigmaRules rules, RuleProblem.Kind kind) {
    return rules.problems().stream().filter(problem -> problem.kind() == kind).toList();
  }
}
