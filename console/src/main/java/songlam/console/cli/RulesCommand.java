package songlam.console.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import songlam.console.conformance.Conformance;
import songlam.core.rule.RuleCheck;

/** {@code songlam rules}: what rule authors need, from the first line to the release. */
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    description = "Checks rules, and leads them from draft over shadow to release.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls
final class RulesCommand extends RuleLifeCommand {
  @Spec private CommandSpec spec;

  @Override
  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  @Override
  PrintWriter err() {
    return spec.commandLine().getErr();
  }

  @Command(
      description = {
        "Reads every rule and tells all problems at once, as file:line:column: what (expected: …).",
        "Sigma rules, filters, correlations and exceptions are read together, the folder of a pack as",
        "one, its DRL compiled; also the whole folder of an installation's rules.",
        "Exit code 1 when a rule is rejected; warnings alone leave it 0."
      })
  int check(
      @Parameters(arity = "1..*", paramLabel = "DIR", description = "files or folders")
          List<Path> places,
      @Option(names = "--quiet", description = "only rejected rules, no warnings") boolean quiet,
      @Mixin RuleFiles files) {
    PrintWriter out = spec.commandLine().getOut();
    RuleCheck.Found found = files.check(places);
    found.rejected().forEach(problem -> out.println("rejected " + problem));
    if (!quiet) {
      found.warnings().forEach(warning -> out.println("warning  " + warning));
    }
    spec.commandLine()
        .getErr()
        .printf(
            "rules in force %d, rejected %d, warnings %d%n",
            found.inForce(), found.rejected().size(), found.warnings().size());
    return found.rejected().isEmpty() ? 0 : 1;
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

  @Command(
      name = "import",
      description = {
        "Takes a public corpus of Sigma rules in, with its licence and source. What is refused is",
        "told with its reason. In force at once where the platform runs on the data directory, else",
        "at its start or with rules reload: what the baseline names alerts, the others run in",
        "shadow. Exit code 1 when nothing could be taken."
      })
  int importCorpus(
      @Parameters(paramLabel = "DIR|ZIP", description = "folder or ZIP file") Path place,
      @Option(
              names = "--as",
              paramLabel = "NAME",
              required = true,
              description = "what it is called here; one of the same name is replaced")
          String name,
      @Option(
              names = "--licence",
              paramLabel = "TEXT",
              defaultValue = "",
              description = "its licence, where no file of it says so")
          String licence,
      @Option(
              names = "--source",
              paramLabel = "TEXT",
              defaultValue = "",
              description = "where it is from; default: the name of the file or folder")
          String source,
      @Option(
              names = "--into",
              paramLabel = "DIR",
              description = "folder of the rules; default: rules in the data directory")
          Path into)
      throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    int code =
        ImportReport.print(
            place,
            into == null ? ruleFolder() : into,
            new ImportReport.Labels(name, licence, source),
            out);
    if (code == 0 && into == null) {
      out.println(reloadedIfRunning());
      out.flush();
    }
    return code;
  }
}
