package songlam.console.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import songlam.core.detect.Detector;
import songlam.core.detect.RuleRef;
import songlam.core.detect.sigma.RuleProblem;
import songlam.core.detect.sigma.SigmaRules;
import songlam.core.event.Event;
import songlam.core.event.EventJson;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;

/** {@code songlam detect}: which Sigma rules match these files. */
@Command(
    name = "detect",
    mixinStandardHelpOptions = true,
    description = {
      "Runs Sigma rules over files and prints one finding a line:",
      "{\"rule\": {id, name, level}, \"record\": number, \"event\": {…}}. A finding is one rule",
      "matching one event. Exit code 1 when there are findings, 0 when there are none."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls
final class DetectCommand implements Callable<Integer> {
  private static final int CONFIGURATION = 2;

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      description =
          "a file or folder of Sigma rules, may be given again; without it, those shipped")
  private List<Path> rules = List.of();

  @Option(names = "--html", paramLabel = "FILE", description = "writes a report for people too")
  private @Nullable Path html;

  @Option(names = "--summary", description = "prints a table of the rules instead of the findings")
  private boolean summaryOnly;

  @Mixin private RuleFiles read;
  @Mixin private EventFiles files;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    SigmaRules loaded = rules.isEmpty() ? SigmaRules.shipped() : read.load(rules);
    PrintWriter err = spec.commandLine().getErr();
    for (RuleProblem problem : loaded.problems()) {
      boolean isWarning = problem.kind() == RuleProblem.Kind.WARNING;
      err.println((isWarning ? "warning  " : "rejected ") + problem);
    }
    loaded.unboundFilters(loaded).forEach(problem -> err.println("warning  " + problem));
    if (loaded.rules().isEmpty()) {
      throw new UserFacingException(CONFIGURATION, "no rule is in force (expected: Sigma rules)");
    }
    Matcher matcher;
    try (JsonGenerator json =
        new JsonFactory()
            .createGenerator(new BufferedOutputStream(System.out, 1 << 16))
            .setPrettyPrinter(new MinimalPrettyPrinter("\n"))) {
      matcher = new Matcher(loaded.detector(), summaryOnly ? null : json);
      files.read(matcher);
      json.writeRaw(summaryOnly ? table(matcher.counts.rows()) : "\n");
    } catch (UncheckedIOException closed) {
      return 0;
    }
    String summary =
        "rules %d, events %d, findings %d, rejected records %d"
            .formatted(loaded.rules().size(), matcher.events, matcher.findings, matcher.rejected);
    err.println(summary);
    if (html != null) {
      Files.writeString(html, FindingReport.html(matcher.counts.rows(), summary, Instant.now()));
    }
    return matcher.findings > 0 ? 1 : 0;
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
    private final @Nullable JsonGenerator json;
    private final FindingCounts counts = new FindingCounts();
    private long events;
    private long findings;
    private long rejected;

    Matcher(Detector detector, @Nullable JsonGenerator json) {
      this.detector = detector;
      this.json = json;
    }

    @Override
    public void event(long number, Event event) {
      events++;
      for (RuleRef rule : detector.detect(event)) {
        findings++;
        counts.add(rule, event);
        if (json != null) {
          print(json, number, event, rule);
        }
      }
    }

    @Override
    public void rejected(long number, RawRecord record, Reason reason, String detail) {
      rejected++;
    }

    private static void print(JsonGenerator json, long number, Event event, RuleRef rule) {
      try {
        json.writeStartObject();
        json.writeObjectFieldStart("rule");
        json.writeStringField("id", rule.id());
        json.writeStringField("name", rule.name());
        json.writeStringField("level", rule.level().label());
        json.writeEndObject();
        json.writeNumberField("record", number);
        json.writeFieldName("event");
        EventJson.write(event, json);
        json.writeEndObject();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
