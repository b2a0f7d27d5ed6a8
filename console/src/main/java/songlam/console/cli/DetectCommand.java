package songlam.console.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
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

  @Mixin private EventFiles files;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    SigmaRules loaded = rules.isEmpty() ? SigmaRules.shipped() : RuleFiles.load(rules);
    PrintWriter err = spec.commandLine().getErr();
    loaded.problems().stream()
        .filter(problem -> problem.kind() == RuleProblem.Kind.REJECTED)
        .forEach(problem -> err.println(problem));
    if (loaded.rules().isEmpty()) {
      throw new UserFacingException(CONFIGURATION, "no rule is in force (expected: Sigma rules)");
    }
    try (JsonGenerator json =
        new JsonFactory()
            .createGenerator(new BufferedOutputStream(System.out, 1 << 16))
            .setPrettyPrinter(new MinimalPrettyPrinter("\n"))) {
      Matcher matcher = new Matcher(loaded.detector(), json);
      files.read(matcher);
      json.writeRaw('\n');
      err.printf(
          "rules %d, events %d, findings %d, rejected records %d%n",
          loaded.rules().size(), matcher.events, matcher.findings, matcher.rejected);
      return matcher.findings > 0 ? 1 : 0;
    } catch (UncheckedIOException closed) {
      return 0;
    }
  }

  private static final class Matcher implements EventFiles.Reader {
    private final Detector detector;
    private final JsonGenerator json;
    private long events;
    private long findings;
    private long rejected;

    Matcher(Detector detector, JsonGenerator json) {
      this.detector = detector;
      this.json = json;
    }

    @Override
    public void event(long number, Event event) {
      events++;
      for (RuleRef rule : detector.detect(event)) {
        findings++;
        print(number, event, rule);
      }
    }

    @Override
    public void rejected(long number, RawRecord record, Reason reason, String detail) {
      rejected++;
    }

    private void print(long number, Event event, RuleRef rule) {
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
