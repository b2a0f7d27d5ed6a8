package songlam.console;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import songlam.console.api.Problem;
import songlam.console.api.coverage.CoverageView;
import songlam.console.api.coverage.NavigatorLayer;
import songlam.console.api.rule.CheckRequests;
import songlam.console.api.rule.ExceptionRequests;
import songlam.console.api.rule.ExplanationRequests;
import songlam.console.api.rule.TrialRequests;
import songlam.console.api.rule.TrialView;
import songlam.console.api.rule.WorthView;
import songlam.console.control.ControlHandler;
import songlam.console.desk.ExceptionDesk;
import songlam.console.desk.RuleCoverage;
import songlam.console.desk.RuleCoverage.Span;
import songlam.console.desk.RuleDesk;
import songlam.console.desk.RuleMoves;
import songlam.console.desk.RuleWorth;
import songlam.console.desk.TrialJob;
import songlam.console.desk.Trials;
import songlam.console.desk.UnreadableRule;
import songlam.console.desk.VerdictDesk;
import songlam.core.event.Timestamps;
import songlam.core.rule.Piece;
import songlam.core.rule.RuleLife;
import songlam.core.rule.RuleLives;
import songlam.core.rule.RuleMerge;
import songlam.core.rule.RuleOwner;
import songlam.core.rule.RuleState;
import songlam.core.rule.RuleStep;
import songlam.core.rule.RuleVersion;
import songlam.core.rule.TextMerge;
import songlam.core.rule.coverage.Technique;
import songlam.core.store.EventStore;

/** What {@code songlam rules} asks of the running platform. */
final class RuleVerbs implements ControlHandler {
  private final RuleDesk rules;
  private final Trials trials;
  private final TrialRequests requests;
  private final RuleWorth worth;
  private final RuleCoverage coverage;
  private final ExceptionRequests exceptions;
  private final ExplanationRequests explanations;
  private final CheckRequests checks;
  private final CaseVerbs cases;
  private final RuleMoves moves;
  private final BiConsumer<String, String> audit;

  RuleVerbs(
      RuleDesk rules,
      Trials trials,
      ExceptionDesk exceptions,
      VerdictDesk verdicts,
      EventStore events,
      RuleWorth worth,
      RuleCoverage coverage,
      Clock clock,
      BiConsumer<String, String> audit) {
    this.audit = audit;
    this.worth = worth;
    this.coverage = coverage;
    this.rules = rules;
    this.trials = trials;
    this.requests = new TrialRequests(rules, trials, clock);
    this.exceptions = new ExceptionRequests(exceptions);
    this.checks = new CheckRequests(rules);
    this.cases = new CaseVerbs(rules, verdicts, audit);
    this.moves = new RuleMoves(rules, audit);
    this.explanations = new ExplanationRequests(rules, events);
  }

  /**
   * @param words {@code rules}, the verb, and the verb's own words
   */
  @Override
  public String handle(List<String> words, String by) {
    return switch (word(words, 1)) {
      case "reload" -> reload(by);
      case "check" -> asked(word(words, 2), checks::check);
      case "trial" -> asked(word(words, 2), body -> trial(body, by));
      case "progress" -> TrialView.of(job(word(words, 2))).encode();
      case "cancel" -> {
        TrialJob job = job(word(words, 2));
        job.cancel();
        audit.accept(by, "ended trial of rule " + job.asked().rule());
        yield TrialView.of(job).encode();
      }
      case "explain" -> asked(word(words, 3), body -> explanations.explain(word(words, 2), body));
      case "propose" -> asked(word(words, 2), exceptions::propose);
      case "except" -> asked(word(words, 2), body -> except(body, by));
      case "exceptions" -> new JsonObject().put("items", exceptions.all()).encode();
      case "cases" -> cases.list(word(words, 2));
      case "give-up-case" -> cases.remove(word(words, 2), word(words, 3), by, word(words, 4));
      case "list" -> list();
      case "precision" -> precision(Integer.parseInt(word(words, 2)));
      case "coverage" -> coverage(word(words, 2), word(words, 3), word(words, 4));
      case "history" -> history(word(words, 2));
      case "diff" -> diff(word(words, 2), word(words, 3), word(words, 4));
      case "owner" -> {
        RuleLife life = rules.lives().own(word(words, 2), word(words, 3), by);
        audit.accept(by, "owner of rule " + life.id() + ": " + life.owner());
        yield life.id() + " is answered for by " + life.owner();
      }
      case "resolve" -> {
        RuleLife life = rules.resolve(word(words, 2), by, word(words, 3));
        audit.accept(by, "resolved conflict of rule " + life.id());
        yield state(life);
      }
      case "state" ->
          move(word(words, 2), word(words, 3), version(word(words, 4)), by, word(words, 5));
      default ->
          throw new IllegalArgumentException(
              String.join(" ", words) + ": unknown (expected: rules and a verb)");
    };
  }

  private JsonObject trial(JsonObject body, String by) {
    TrialJob job = requests.start(body, by);
    audit.accept(by, "tried rule " + job.asked().rule());
    return TrialView.of(job);
  }

  private JsonObject except(JsonObject body, String by) {
    JsonObject kept = exceptions.keep(body, by);
    audit.accept(by, "drafted exception " + kept.getString("id") + " of " + kept.getString("rule"));
    return kept;
  }

  private String move(
      String id, String stateName, Optional<Integer> version, String by, String why) {
    RuleState state = RuleState.of(stateName);
    RuleMoves.Moved moved = moves.move(id, version, state, by, why);
    List<String> lines = new ArrayList<>(List.of(state(moved.life())));
    moved.warnings().forEach(warning -> lines.add("warning  " + warning));
    return String.join("\n", lines);
  }

  private static String asked(String request, UnaryOperator<JsonObject> answer) {
    try {
      return answer.apply(new JsonObject(request)).encode();
    } catch (Problem e) {
      boolean isMissing = e.status() == 404;
      throw new IllegalArgumentException(
          e.getMessage() + (isMissing ? " (expected: one that is there)" : ""), e);
    } catch (DecodeException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private TrialJob job(String id) {
    return trials
        .find(id)
        .orElseThrow(
            () -> new IllegalArgumentException("trial: " + id + " (expected: one under way)"));
  }

  private String reload(String by) {
    RuleDesk.Reloaded reloaded = rules.reload(by);
    audit.accept(by, "reloaded rules, drafts: " + reloaded.drafts());
    List<String> lines = new ArrayList<>();
    reloaded.drafts().forEach(id -> lines.add("draft    " + id));
    reloaded.problems().forEach(problem -> lines.add("problem  " + problem));
    reloaded.warnings().forEach(warning -> lines.add("warning  " + warning));
    reloaded
        .conflicts()
        .forEach(
            conflict ->
                lines.add(
                    "conflict %s: version %d and the shipped one changed in the same place"
                        .formatted(conflict.id(), conflict.version())));
    lines.add(
        "drafts %d, problems %d, warnings %d, conflicts %d"
            .formatted(
                reloaded.drafts().size(),
                reloaded.problems().size(),
                reloaded.warnings().size(),
                reloaded.conflicts().size()));
    return String.join("\n", lines);
  }

  private String precision(int days) {
    return WorthView.of(worth.over(days), days).encode();
  }

  private String coverage(String days, String hours, String domain) {
    Span span = new Span(Integer.parseInt(days), Integer.parseInt(hours));
    List<Technique> techniques = coverage.techniques(span);
    return domain.isEmpty()
        ? CoverageView.of(techniques, span).encode()
        : NavigatorLayer.of(techniques, span, NavigatorLayer.Domain.of(domain)).encodePrettily();
  }

  private String list() {
    List<String> lines = new ArrayList<>();
    for (RuleLife life : rules.lives().own()) {
      String state = life.isGone() ? "gone" : life.state().label();
      lines.add(
          "%-10s %-40s versions %d %s"
              .formatted(state, life.id(), life.versions().size(), life.owner())
              .stripTrailing());
    }
    for (UnreadableRule rule : rules.unreadable()) {
      lines.add("%-10s %-40s %s".formatted("unreadable", rule.id(), rule.why()));
    }
    return String.join("\n", lines);
  }

  private String history(String id) {
    RuleLife life = require(id);
    Map<Integer, RuleState> states = life.states();
    List<String> lines = new ArrayList<>();
    for (RuleVersion version : life.versions()) {
      lines.add(
          "%s  version %d  %-8s %s: %s"
              .formatted(
                  Timestamps.iso(version.at()),
                  version.number(),
                  states.getOrDefault(version.number(), RuleState.DRAFT).label(),
                  version.author(),
                  version.why()));
    }
    for (RuleStep step : life.steps()) {
      lines.add(
          "%s  version %d  -> %s by %s: %s"
              .formatted(
                  Timestamps.iso(step.at()),
                  step.version(),
                  step.state().label(),
                  step.by(),
                  step.why()));
    }
    for (RuleOwner owner : life.owners()) {
      lines.add(
          owner.at() == 0
              ? "-  owner " + owner.name()
              : "%s  owner %s, by %s"
                  .formatted(Timestamps.iso(owner.at()), owner.name(), owner.by()));
    }
    for (RuleMerge merge : life.merges()) {
      lines.add(
          "%s  version %d  holds all of what ships, by %s: %s"
              .formatted(Timestamps.iso(merge.at()), merge.version(), merge.by(), merge.why()));
    }
    lines.sort(null);
    lines.add(state(life));
    return String.join("\n", lines);
  }

  private String diff(String id, String from, String to) {
    RuleLives lives = rules.lives();
    require(id);
    String piece = Piece.idOf(id);
    int latest = require(piece).latest().map(RuleVersion::number).orElse(RuleLife.SHIPPED);
    int young = version(to).orElse(latest);
    int old =
        version(from)
            .orElseGet(
                () ->
                    require(piece).versions().stream()
                        .map(RuleVersion::number)
                        .filter(number -> number < young)
                        .max(Integer::compare)
                        .orElse(RuleLife.SHIPPED));
    return TextMerge.diff(lives.piece(piece, old).files(), lives.piece(piece, young).files());
  }

  private RuleLife require(String id) {
    return rules
        .lives()
        .find(id)
        .orElseThrow(
            () -> new IllegalArgumentException("rule: " + id + " (expected: an existing one)"));
  }

  private static String state(RuleLife life) {
    return "%s is %s%s%s"
        .formatted(
            life.id(),
            life.state().label(),
            life.released().map(version -> ", released " + name(version)).orElse(""),
            life.inShadow().map(version -> ", in shadow " + name(version)).orElse(""));
  }

  private static String name(int version) {
    return version == RuleLife.SHIPPED ? "as shipped" : "version " + version;
  }

  private static Optional<Integer> version(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Integer.valueOf(text));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("version: " + text + " (expected: a number)");
    }
  }

  private static String word(List<String> words, int at) {
    return at < words.size() ? words.get(at) : "";
  }
}
