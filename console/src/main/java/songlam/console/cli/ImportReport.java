package songlam.console.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import songlam.core.detect.sigma.SigmaRules;
import songlam.core.rule.Baseline;
import songlam.core.rule.RuleImport;
import songlam.core.rule.RuleState;

/** What {@code songlam rules import} does and says. */
final class ImportReport {
  private static final int USAGE = 2;
  private static final int MOST_NAMED = 50;

  private ImportReport() {}

  /**
   * What the corpus is called and what is known of it.
   *
   * @param licence empty when its files say so
   * @param source empty for the name of the file
   */
  record Labels(String name, String licence, String source) {}

  /**
   * Takes the corpus in and prints what came of it.
   *
   * @return exit code
   * @throws UserFacingException when it cannot be read, is over a limit or has no licence
   */
  static int print(Path place, Path rules, Labels labels, PrintWriter out) {
    if (!Files.exists(place)) {
      throw new UserFacingException(
          USAGE, place + ": not there (expected: a folder or a ZIP file of Sigma rules)");
    }
    try {
      RuleImport.Report report =
          new RuleImport(rules, SigmaRules.shipped(), Clock.systemUTC())
              .take(place, labels.name, labels.licence, labels.source);
      Baseline baseline = Baseline.shipped();
      long on =
          report.taken().stream()
              .filter(rule -> baseline.imported(rule) == RuleState.RELEASED)
              .count();
      report.refused().entrySet().stream()
          .limit(MOST_NAMED)
          .forEach(entry -> out.println("refused  " + entry.getKey() + ":" + entry.getValue()));
      if (report.refused().size() > MOST_NAMED) {
        out.printf(
            "refused  and %d more, all in import.yml%n", report.refused().size() - MOST_NAMED);
      }
      named("gone     ", report.replaced().gone(), out);
      named("changed  ", report.replaced().changed(), out);
      out.printf(
          "rules taken %d (%d released, %d in shadow), files of filters %d, of correlations %d, refused %d, other files left out %d, kept as licence: %s%n",
          report.taken().size(),
          on,
          report.taken().size() - on,
          report.filters(),
          report.correlations(),
          report.refused().size(),
          report.leftOut(),
          report.licences().isEmpty()
              ? labels.licence
              : String.join(", ", report.licences().stream().sorted().toList()));
      return report.isEmpty() ? 1 : 0;
    } catch (IllegalArgumentException | IOException e) {
      throw new UserFacingException(USAGE, String.valueOf(e.getMessage()));
    }
  }

  private static void named(String what, Set<String> ids, PrintWriter out) {
    ids.stream().limit(MOST_NAMED).forEach(id -> out.println(what + id));
    if (ids.size() > MOST_NAMED) {
      out.printf("%sand %d more%n", what, ids.size() - MOST_NAMED);
    }
  }
}
