package songlam.console.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;

/** A trial in words. */
final class TrialText {
  private static final String COVERAGE = "coverage: ";

  private final PrintWriter out;

  TrialText(PrintWriter out) {
    this.out = out;
  }

  /**
   * Prints it.
   *
   * @return whether every case held
   */
  boolean print(JsonObject job) {
    boolean held = cases(job.getJsonArray("cases"), job.getInteger("casesTotal"));
    out.printf(
        "events    %,d of %,d read in %.1f s, %,d/s; %s, %s to %s%n",
        job.getLong("read"),
        job.getLong("total"),
        job.getLong("tookMillis") / 1e3,
        job.getLong("perSecond"),
        job.getString("source"),
        job.getString("from"),
        job.getString("to"));
    job.getJsonArray("warnings").stream()
        .map(String::valueOf)
        .filter(warning -> warning.startsWith(COVERAGE))
        .forEach(out::println);
    if (job.getString("failure") != null) {
      out.println("failed    " + job.getString("failure"));
    }
    if (job.getString("state").equals("cancelled")) {
      out.println("cancelled; what follows is of the events read until then");
    }
    JsonObject outcome = job.getJsonObject("outcome");
    if (outcome != null) {
      outcome(outcome);
    }
    out.flush();
    return held;
  }

  private boolean cases(JsonArray cases, int total) {
    long held = cases.stream().filter(one -> ((JsonObject) one).getBoolean("held")).count();
    out.printf("cases     %d of %d hold%n", held, total);
    for (Object item : cases) {
      JsonObject one = (JsonObject) item;
      if (!one.getBoolean("held")) {
        out.printf(
            "  broken  %s (expected: it %s)%n",
            one.getString("name"), one.getBoolean("fires") ? "fires" : "stays silent");
        if (one.getJsonObject("explained") != null) {
          new ExplanationText(out).print(one.getJsonObject("explained"), 10);
        }
      }
    }
    return held == total;
  }

  private void outcome(JsonObject outcome) {
    if (outcome.getLong("findingsAfter") + outcome.getLong("findingsBefore") > 0) {
      out.printf(
          "findings  %,d, in force %,d: %,d gained, %,d lost%n",
          outcome.getLong("findingsAfter"),
          outcome.getLong("findingsBefore"),
          outcome.getLong("findingsGained"),
          outcome.getLong("findingsLost"));
    }
    out.printf(
        "alerts    %,d, in force %,d: %,d gained, %,d lost%n",
        outcome.getLong("alertsAfter"),
        outcome.getLong("alertsBefore"),
        outcome.getLong("gainedCount"),
        outcome.getLong("lostCount"));
    explain(outcome);
    alerts("+", outcome.getJsonArray("gained"), outcome.getLong("gainedCount"));
    alerts("-", outcome.getJsonArray("lost"), outcome.getLong("lostCount"));
    if (outcome.getLong("forgotten") > 0) {
      out.printf("          %,d alerts too many to compare%n", outcome.getLong("forgotten"));
    }
    if (outcome.getLong("late") > 0) {
      out.printf(
          "late      %,d events had come over a minute late; live, their alerts are told apart and"
              + " marked late: --journal keeps that%n",
          outcome.getLong("late"));
    }
    outcome.getJsonArray("widened").forEach(part -> out.println("widened   " + part));
  }

  /** Nought needs a reason more than any other number. */
  private void explain(JsonObject outcome) {
    boolean isSilent = outcome.getLong("alertsAfter") + outcome.getLong("alertsBefore") == 0;
    if (outcome.getLong("read") == 0) {
      out.println("          no event of this span could make a difference");
    } else if (isSilent && outcome.getLong("findingsAfter") > 0) {
      out.println("          no rule of a pack in force tells of findings of this level and kind");
    }
  }

  private void alerts(String sign, JsonArray alerts, long count) {
    for (Object item : alerts) {
      JsonObject alert = (JsonObject) item;
      out.printf(
          "  %s %s  %-8s %s: %s%n",
          sign,
          alert.getString("firstSeen"),
          alert.getString("severity"),
          alert.getString("rule"),
          alert.getJsonObject("reason").getString("en"));
    }
    if (count > alerts.size()) {
      out.printf("  %s and %,d more%n", sign, count - alerts.size());
    }
  }
}
