package songlam.console.api.rule;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import songlam.console.api.Json;
import songlam.console.desk.TrialJob;
import songlam.core.rule.trial.CaseRun;
import songlam.core.rule.trial.Coverage;
import songlam.core.rule.trial.Trial;

/** How trials look. */
public final class TrialView {
  private TrialView() {}

  /** The whole of a trial. */
  public static JsonObject of(TrialJob job) {
    long took = job.took();
    String failure = job.failure();
    return new JsonObject()
        .put("id", job.id())
        .put("rule", job.asked().rule())
        .put("by", job.asked().by())
        .put("source", job.asked().journal() ? "journal" : "store")
        .put("from", Json.time(job.asked().from()))
        .put("to", Json.time(job.asked().to()))
        .put("state", job.state().label())
        .put("total", job.total())
        .put("read", job.read())
        .put("tookMillis", took)
        .put("perSecond", took == 0 ? 0 : job.read() * 1_000 / took)
        .put("failure", failure.isEmpty() ? null : failure)
        .put("warnings", Json.texts(job.warnings()))
        .put("covered", job.coverage().map(TrialView::covered).orElse(null))
        .put("casesTotal", job.casesTotal())
        .put("cases", cases(job.cases()))
        .put("outcome", job.outcome().map(TrialView::outcome).orElse(null));
  }

  private static JsonObject covered(Coverage coverage) {
    Long from = coverage.from();
    return new JsonObject()
        .put("from", from == null ? null : Json.time(from))
        .put("days", coverage.days())
        .put("daysAsked", coverage.daysAsked())
        .put("missed", coverage.missed());
  }

  static JsonArray cases(List<CaseRun.Result> results) {
    JsonArray cases = new JsonArray();
    for (CaseRun.Result result : results) {
      cases.add(
          new JsonObject()
              .put("rule", result.wanted().rule())
              .put("name", result.wanted().name())
              .put("fires", result.wanted().fires())
              .put("held", result.held())
              .put("explained", result.explained().map(ExplanationView::of).orElse(null)));
    }
    return cases;
  }

  private static JsonObject outcome(Trial.Outcome outcome) {
    return new JsonObject()
        .put("read", outcome.read())
        .put("findingsBefore", outcome.findingsBefore())
        .put("findingsAfter", outcome.findingsAfter())
        .put("findingsGained", outcome.findingsGained())
        .put("findingsLost", outcome.findingsLost())
        .put("alertsBefore", outcome.alertsBefore())
        .put("alertsAfter", outcome.alertsAfter())
        .put("gained", told(outcome.gained()))
        .put("gainedCount", outcome.gainedCount())
        .put("lost", told(outcome.lost()))
        .put("lostCount", outcome.lostCount())
        .put("forgotten", outcome.forgotten())
        .put("late", outcome.late())
        .put("widened", Json.texts(outcome.widened()));
  }

  private static JsonArray told(List<Trial.Told> alerts) {
    JsonArray told = new JsonArray();
    for (Trial.Told alert : alerts) {
      told.add(
          new JsonObject()
              .put("id", alert.id())
              .put("rule", alert.rule())
              .put("severity", alert.severity().label())
              .put("title", Json.text(alert.title()))
              .put("reason", Json.text(alert.reason()))
              .put("firstSeen", Json.time(alert.firstSeen()))
              .put("count", alert.count()));
    }
    return told;
  }
}
