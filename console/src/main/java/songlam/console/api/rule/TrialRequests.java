package songlam.console.api.rule;

import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import songlam.console.api.Problem;
import songlam.console.desk.RuleDesk;
import songlam.console.desk.TrialJob;
import songlam.console.desk.Trials;
import songlam.core.event.Timestamps;
import songlam.core.rule.Piece;
import songlam.core.rule.RuleLife;
import songlam.core.rule.RuleVersion;

/** Begins trials as requests ask for them: of given files, or of a version that is kept. */
public final class TrialRequests {
  private static final Duration USUAL = Duration.ofDays(30);

  private final RuleDesk rules;
  private final Trials trials;
  private final Clock clock;

  public TrialRequests(RuleDesk rules, Trials trials, Clock clock) {
    this.rules = rules;
    this.trials = trials;
    this.clock = clock;
  }

  /**
   * Begins it.
   *
   * @param body {@code {files, id}} or {@code {rule, version}}, and {@code from}, {@code to},
   *     {@code source}; without a span the last 30 days
   * @throws Problem when the request is wrong
   * @throws IllegalArgumentException when the version is
   */
  public TrialJob start(JsonObject body, String by) {
    long to = moment(body, "to", clock.millis());
    long from = moment(body, "from", to - USUAL.toMillis());
    if (from > to) {
      throw Problem.badRequest("from: after to (expected: a span of time)");
    }
    Piece piece = piece(body);
    String rule = body.containsKey("files") ? piece.id() : body.getString("rule", "");
    return trials.start(piece, rule, from, to, isJournal(body), by);
  }

  private Piece piece(JsonObject body) {
    if (body.containsKey("files")) {
      return Pieces.read(body, rules.inForce().listed());
    }
    String rule = body.getString("rule", "");
    String id = Piece.idOf(rule);
    if (rules.lives().find(rule).isEmpty()) {
      throw Problem.notFound("rule " + rule);
    }
    int youngest =
        rules
            .lives()
            .find(id)
            .flatMap(RuleLife::latest)
            .map(RuleVersion::number)
            .orElse(RuleLife.SHIPPED);
    return rules.lives().piece(id, body.getInteger("version", youngest));
  }

  private static boolean isJournal(JsonObject body) {
    return switch (body.getString("source", "store")) {
      case "store" -> false;
      case "journal" -> true;
      default ->
          throw Problem.badRequest(
              "source: " + body.getString("source") + " (expected: store or journal)");
    };
  }

  private static long moment(JsonObject body, String name, long absent) {
    String text = body.getString(name);
    try {
      return text == null ? absent : Timestamps.parse(text);
    } catch (DateTimeException e) {
      throw Problem.badRequest(name + ": " + text + " (expected: ISO 8601 with zone)");
    }
  }
}
