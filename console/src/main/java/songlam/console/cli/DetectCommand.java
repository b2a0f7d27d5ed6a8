package songlam.console.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import songlam.core.correlate.pack.SigmaPlayback;
import songlam.core.detect.Detector;
import songlam.core.detect.RuleRef;
import songlam.core.detect.sigma.RuleProblem;
import songlam.core.detect.sigma.SigmaCorrelations;
import songlam.core.event.Event;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;

/** {@code songlam detect}: which Sigma rules match these files, and which correlations hold. */
@Command(
    name = "detect",
    mixinStandardHelpOptions = true,
    description = {
      "Runs Sigma rules, filters and correlations over files and prints one finding a line:",
      "{\"rule\": {id, name, level}, \"record\": number, \"event\": {…}}. A finding is one rule",
      "matching one event. Then, of each correlation that held, a line for each time:",
      "{\"rule\": {id, name, level}, \"correlation\": {\"group_by\": {field: value}, first, last,",
      "\"count\": events in all, \"records\": [numbers of the first 20 and the last 30]}}.",
      "Correlations go by event time over all files, in whatever order the lines stand; a rule",
      "that one is over prints nothing itself unless the correlation says generate: true.",
      "What cannot be read, or of what type nobody can tell, is named on standard error, counted,",
      "and the rest goes on. Exit code 3 when there was such a file, else 1 when anything was found,",
      "0 when nothing was."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls
final class DetectCommand implements Callable<Integer> {
  private static final int CONFIGURATION = 2;

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      description =
          "a file or folder of Sigma rules, filters and correlations, may be given again; all are"
              + " read together; without it, those shipped")
  private List<Path> rules = List.of();

  @Option(names = "--html", paramLabel = "FILE", description = "writes a report for people too")
  private @Nullable Path html;

  @Option(names = "--summary", description = "prints a table of the rules instead of the findings")
  private boolean summary;

  @Option(
      names = "--findings",
      description = "with --summary: prints the findings too, and the table on standard error")
  private boolean findings;

  @Mixin private RuleFiles read;
  @Mixin private EventFiles files;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    SigmaCorrelations loaded = read.load(rules);
    PrintWriter err = spec.commandLine().getErr();
    for (RuleProblem problem : loaded.problems()) {
      boolean isWarning = problem.kind() == RuleProblem.Kind.WARNING;
      err.println((isWarning ? "warning  " : "rejected ") + problem);
    }
    loaded
        .inline()
        .unboundFilters(loaded.inline())
        .forEach(problem -> err.println("warning  " + problem));
    if (loaded.inline().rules().isEmpty() && loaded.all().isEmpty()) {
      throw new UserFacingException(CONFIGURATION, "no rule is in force (expected: Sigma rules)");
    }
    Matcher matcher;
    try (FindingLines lines = new FindingLines(StandardOutput.open());
        CorrelationPass pass = new CorrelationPass(loaded)) {
      matcher = new Matcher(loaded, pass, summary && !findings ? null : lines, err);
      files.read(matcher);
      pass.finish(matcher::held);
      lines.text(summary && !findings ? table(matcher.counts.rows()) : "\n");
      if (pass.evicted() > 0) {
        err.printf("warning  %d groups of correlations let go for want of room%n", pass.evicted());
      }
    }
    if (summary && findings) {
      err.print(table(matcher.counts.rows()));
    }
    String figures = figures(loaded, matcher);
    err.println(figures);
    if (html != null) {
      Files.writeString(html, FindingReport.html(matcher.counts.rows(), figures, Instant.now()));
    }
    if (matcher.unread > 0) {
      return EventReading.SOME_UNREAD;
    }
    return matcher.findings + matcher.alerts > 0 ? 1 : 0;
  }

  private static String figures(SigmaCorrelations loaded, Matcher matcher) {
    String figures =
        "rules %d, events %d, findings %d, rejected records %d"
            .formatted(
                loaded.inline().rules().size(), matcher.events, matcher.findings, matcher.rejected);
    if (!loaded.all().isEmpty()) {
      figures += ", correlations %d, alerts %d".formatted(loaded.all().size(), matcher.alerts);
    }
    return matcher.unread == 0 ? figures : figures + ", files not read " + matcher.unread;
  }

  private static String table(List<FindingCounts.Row> rows) {
    StringBuilder table = new StringBuilder();
    for (FindingCounts.Row row : rows) {
      table.append(
          "%-13s %7d  %s  %s%n"
              .formatted(
                  row.rule().level().label(), row.count(), row.rule().id(), row.rule().name()));
    }
    return table.toString();
  }

  private static final class Matcher implements EventReading.Reader {
    private final Detector detector;
    private final Set<String> silent;
    private final CorrelationPass pass;
    private final @Nullable FindingLines lines;
    private final PrintWriter err;
    private final FindingCounts counts = new FindingCounts();
    private long events;
    private long findings;
    private long alerts;
    private long rejected;
    private long unread;

    Matcher(
        SigmaCorrelations loaded,
        CorrelationPass pass,
        @Nullable FindingLines lines,
        PrintWriter err) {
      this.err = err;
      this.detector = loaded.inline().detector();
      this.silent = loaded.bases();
      this.silent.removeAll(loaded.generated());
      this.pass = pass;
      this.lines = lines;
    }

    @Override
    public void event(long number, Event event) {
      events++;
      List<RuleRef> found = detector.detect(event);
      pass.take(event, found);
      for (RuleRef rule : found) {
        if (!silent.contains(rule.id())) {
          finding(rule, number, event);
        }
      }
    }

    private void finding(RuleRef rule, long number, Event event) {
      findings++;
      counts.add(rule, event);
      if (lines != null) {
        lines.finding(rule, number, event);
      }
    }

    void held(SigmaPlayback.Held held) {
      alerts++;
      counts.add(held);
      if (lines != null) {
        lines.held(held);
      }
    }

    @Override
    public void rejected(long number, RawRecord record, Reason reason, String detail) {
      rejected++;
    }

    @Override
    public void unread(String file, String why) {
      unread++;
      err.println("unread   " + file + ": " + why);
    }
  }
}
