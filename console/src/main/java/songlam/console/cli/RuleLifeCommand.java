package songlam.console.cli;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** The verbs of {@code songlam rules} that the running platform does. */
@Command(scope = ScopeType.INHERIT)
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls
abstract class RuleLifeCommand extends AdministrationCommand {
  private static final String ID = "a rule's id, pack/rule, or a pack's id";

  @Mixin private DataDirectory data;

  @Command(
      description = {
        "Reads the files under rules/ in the data directory again. What has changed becomes a",
        "draft; versions in force stay in force. What was imported and what fields mean (mapping/)",
        "is in force at once. Tells what could not be read, and conflicts."
      })
  int reload() {
    return rules("reload");
  }

  @Command(description = "Lists the rules people have written or decided on, with their states.")
  int list() {
    return rules("list");
  }

  @Command(description = "Prints who wrote and decided what about a rule, oldest first.")
  int history(@Parameters(paramLabel = "ID", description = ID) String id) {
    return rules("history", id);
  }

  @Command(
      description = {
        "Prints the difference of two versions; without numbers, of the youngest to the one before.",
        "0 is the version that comes with the product, as it is now: what a former release brought is",
        "kept only as what own versions were made from. Of pack/rule it is the whole pack's."
      })
  int diff(
      @Parameters(paramLabel = "ID", description = ID) String id,
      @Parameters(paramLabel = "FROM", arity = "0..1", defaultValue = "") String from,
      @Parameters(paramLabel = "TO", arity = "0..1", defaultValue = "") String to) {
    return rules("diff", id, from, to);
  }

  @Command(
      description = {
        "Says who answers for a rule; until somebody is named that is who released it last, else its",
        "pack's owner or its author."
      })
  int owner(
      @Parameters(paramLabel = "ID", description = ID) String id,
      @Parameters(paramLabel = "NAME", description = "a person or a team") String name) {
    return rules("owner", id, name);
  }

  @Command(
      description = {
        "Ends a conflict with a new release of the product: the own versions stand as they are. What",
        "ships after is merged again."
      })
  int resolve(
      @Parameters(paramLabel = "ID", description = ID) String id,
      @Option(names = "--ours", required = true, description = "the own versions stand")
          boolean ours,
      @Option(names = "--why", paramLabel = "TEXT", required = true, description = "the reason")
          String why) {
    return rules("resolve", id, why);
  }

  @Command(
      description = {
        "Evaluates a version live without alerting anybody; what it would have told of is counted."
      })
  int shadow(
      @Parameters(paramLabel = "ID", description = ID) String id, @Mixin VersionAndReason chosen) {
    return state(id, "shadow", chosen);
  }

  @Command(
      description = {
        "Puts a version in force. Refused when it breaks a case of the rule or of one that rests on it,",
        "or, with rules.four_eyes, when its author asks. One that was in force before is gone back to",
        "though it breaks cases: these are told."
      })
  int release(
      @Parameters(paramLabel = "ID", description = ID) String id, @Mixin VersionAndReason chosen) {
    return state(id, "released", chosen);
  }

  @Command(description = "Takes a rule out of force for good; its history stays.")
  int retire(
      @Parameters(paramLabel = "ID", description = ID) String id, @Mixin VersionAndReason chosen) {
    return state(id, "retired", chosen);
  }

  @Command(
      description = {
        "Lists the cases of a rule, its author's and those of verdicts, and whether the version in",
        "force does what they want; with --remove gives a verdict's case up."
      })
  int cases(
      @Parameters(paramLabel = "RULE", description = "a Sigma rule's id, or pack/rule") String rule,
      @Option(
              names = "--remove",
              paramLabel = "NAME",
              defaultValue = "",
              description = "name of a verdict's case")
          String name,
      @Option(
              names = "--why",
              paramLabel = "TEXT",
              defaultValue = "",
              description = "the reason it is given up")
          String why) {
    return name.isEmpty() ? rules("cases", rule) : rules("give-up-case", rule, name, why);
  }

  @Command(
      description = {
        "Tells what each rule was worth: keep, tune or retire by analysts' verdicts, and the rules",
        "that never fired while their sources spoke. Exit code 1 when one is to be retired."
      })
  int precision(
      @Option(
              names = "--days",
              paramLabel = "N",
              defaultValue = "90",
              description = "over the last N days, 1 to 400; default: 90")
          int days,
      @Option(names = "--json", description = "prints JSON instead of a table") boolean json) {
    String answer = answer(data, List.of("rules", "precision", Integer.toString(days)));
    return PrecisionText.print(new JsonObject(answer), json, out());
  }

  @Command(
      name = "try",
      description = {
        "What a rule would do before it is kept: lint, its cases, explained where one fails, and",
        "the alerts gained and lost over the last 30 days of our own events. FILE is a Sigma rule",
        "with its cases beside it, a filter, an exception, or the folder of a pack. Exit code 1 when a",
        "case fails, or, of a filter, when something known to be right goes missing."
      })
  int tryFile(
      @Parameters(paramLabel = "FILE", description = "NAME.yml, or a pack's folder") Path file,
      @Mixin TrialSpan span) {
    return new TrialRun(data, out(), err()).run(file, span);
  }

  @Command(
      description = {
        "Which parts of a rule held for events, and what values they saw; of a pack's rule what it",
        "asks of each event, and how far its window came on all of them. Events are those of files,",
        "as songlam parse reads them, or stored ones by their ids. Exit code 3 when a file could not",
        "be read, else 1 when the rule did not hold."
      })
  int explain(
      @Parameters(paramLabel = "RULE", description = "a Sigma rule's id, or pack/rule") String rule,
      @Parameters(arity = "1..*", paramLabel = "FILE|EVENT-ID", description = "files or ids")
          List<String> events,
      @Option(names = "--json", description = "prints JSON instead of text") boolean json,
      @Mixin EventReading reading) {
    return new ExplanationRun(data, out(), err()).run(rule, events, reading, json);
  }

  @Command(
      description = {
        "The alerts gained and lost by a version that is kept, against the one released, over any",
        "span of what is stored or of the journal, and how much of the span is there. Of pack/rule",
        "the version of its pack, and that rule alone. Exit code 1 when a case fails."
      })
  int backtest(
      @Parameters(paramLabel = "ID", description = ID) String id,
      @Option(
              names = "--rule-version",
              paramLabel = "N",
              description = "default: the youngest; 0 is the one that comes with the product")
          @Nullable Integer version,
      @Option(names = "--journal", description = "reads the journal instead of what is stored")
          boolean journal,
      @Mixin TrialSpan span) {
    JsonObject request = new JsonObject().put("rule", id);
    if (version != null) {
      request.put("version", version);
    }
    if (journal) {
      request.put("source", "journal");
    }
    return new TrialRun(data, out(), err()).run(request, span);
  }

  @Command(
      description = {
        "The narrowest exception that false positives of one rule have in common, and what it would",
        "have removed over the last 30 days of our own events. Refused, with exit code 1, when an",
        "alert somebody found right or a case that must fire goes missing. Kept as a draft when",
        "--owner, --until and --why are given."
      })
  int except(@Mixin ExceptionRun.Wanted wanted, @Mixin TrialSpan span) {
    return new ExceptionRun(data, out(), err()).run(wanted, span);
  }

  @Command(
      description = {
        "Lists the exceptions, the first to end first, with the events each has kept back."
      })
  int exceptions() {
    return new ExceptionRun(data, out(), err()).list();
  }

  abstract PrintWriter out();

  abstract PrintWriter err();

  /** Over which events. */
  static final class TrialSpan {
    @Option(
        names = "--from",
        paramLabel = "TIME",
        defaultValue = "",
        description = "ISO 8601 with zone; default: 30 days before the end")
    private String from;

    @Option(
        names = "--to",
        paramLabel = "TIME",
        defaultValue = "",
        description = "ISO 8601 with zone; default: now")
    private String to;

    void into(JsonObject request) {
      if (!from.isEmpty()) {
        request.put("from", from);
      }
      if (!to.isEmpty()) {
        request.put("to", to);
      }
    }
  }

  /** Which version, and why. */
  static final class VersionAndReason {
    @Option(
        names = "--rule-version",
        paramLabel = "N",
        defaultValue = "",
        description = "default: the youngest; 0 is the one that comes with the product")
    private String version;

    @Option(names = "--why", paramLabel = "TEXT", required = true, description = "the reason")
    private String why;
  }

  private int state(String id, String state, VersionAndReason chosen) {
    return rules("state", id, state, chosen.version, chosen.why);
  }

  /** The folder of the installation's rules, as long as the configuration names no other. */
  Path ruleFolder() {
    return data.path().resolve("rules");
  }

  /** What a running platform says to a reload, or that none runs. */
  String reloadedIfRunning() {
    try {
      return answer(data, List.of("rules", "reload")) + "\nin force";
    } catch (UserFacingException nobody) {
      return "in force when the platform starts: " + nobody.getMessage();
    }
  }

  private int rules(String verb, String... words) {
    List<String> all = new ArrayList<>(List.of("rules", verb));
    all.addAll(List.of(words));
    return ask(data, all);
  }
}
