package songlam.console.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import songlam.console.conformance.Conformance;
import songlam.core.detect.sigma.RuleProblem;
import songlam.core.detect.sigma.SigmaRules;

/** {@code songlam rules}: what rule authors need, from the first line to the release. */
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    description = "Checks rules, and leads them from draft over shadow to release.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls
final class RulesCommand extends RuleLifeCommand {
  @Spec private CommandSpec spec;

  @Command(
      description = {
        "Reads every rule and tells all problems at once, as file:line:column: what (expected: …).",
        "Exit code 1 when a rule is rejected; warnings alone leave it 0."
      })
  int check(
      @Parameters(arity = "1..*", paramLabel = "DIR", description = "files or folders")
          List<Path> places,
      @Option(names = "--quiet", description = "only rejected rules, no warnings") boolean quiet) {
    SigmaRules rules = RuleFiles.load(places);
    PrintWriter out = spec.commandLine().getOut();
    long warnings = 0;
    for (RuleProblem problem : rules.problems()) {
      boolean warning = problem.kind() == RuleProblem.Kind.WARNING;
      warnings += warning ? 1 : 0;
      if (!warning || !quiet) {
        out.println((warning ? "warning  " : "rejected ") + problem);
      }
    }
    spec.commandLine()
        .getErr()
        .printf(
            "rules in force %d, rejected %d, warnings %d%n",
            rules.rules().size(), rules.problems().size() - warnings, warnings);
    return rules.hasRejected() ? 1 : 0;
  }

  @Command(
      description = {
        "Scores the engine against the public corpora and prints docs/sigma-conformance.md.",
      })
  int conformance(
      @Option(
              names = "--corpora",
              paramLabel = "DIR",
              defaultValue = "${env:SONGLAM_CORPORA:-../shared/data}",
              description = "folder of the public corpora; default: SONGLAM_CORPORA")
          Path corpora)
      throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.print(Conformance.document(corpora));
    out.flush();
    return 0;
  }
}
