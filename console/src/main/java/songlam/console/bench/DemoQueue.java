package songlam.console.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What a demo has raised at one moment, as the API tells it.
 *
 * @param alerts all of them, muted and suppressed ones too
 * @param incidents in the queue's own order, the most urgent first
 */
record DemoQueue(List<JsonNode> alerts, List<JsonNode> incidents) {
  private static final int MOST_ALERTS = 40;
  private static final int MOST_INCIDENTS = 6;
  private static final int LEAST_STAGES = 4;
  private static final int LEAST_KINDS_OF_SOURCE = 3;
  private static final List<String> CIVIC = List.of("traffic", "press", "field-report", "service");

  static DemoQueue of(Target demo) {
    return new DemoQueue(demo.all("/api/v1/alerts"), demo.all("/api/v1/incidents"));
  }

  /** Puts each figure beside what a demo is to show. */
  void judge(Sheet sheet) {
    sheet.atMost("alerts", alerts.size(), MOST_ALERTS, "");
    sheet.atMost("incidents", incidents.size(), MOST_INCIDENTS, "");
    sheet.exactly(
        "critical incidents", incidents.stream().filter(DemoQueue::critical).count(), 1, "");
    boolean first = !incidents.isEmpty() && critical(incidents.getFirst());
    sheet.exactly("a critical one is the top row (1) or not (0)", first ? 1 : 0, 1, "");
    sheet.atLeast("stages of the attack in the top row", inTopRow("tactics"), LEAST_STAGES, "");
    sheet.atLeast(
        "kinds of source in the top row", inTopRow("sourceTypes"), LEAST_KINDS_OF_SOURCE, "");
    for (String pipeline : CIVIC) {
      sheet.atLeast("alerts of the pipeline " + pipeline, alertsOf(pipeline), 1, "");
    }
    long unmarked = alerts.stream().filter(DemoQueue::unmarked).count();
    long unmarkedIncidents = incidents.stream().filter(DemoQueue::unmarked).count();
    sheet.exactly("alerts and incidents without the mark", unmarked + unmarkedIncidents, 0, "");
    alerts.forEach(alert -> sheet.note(words(alert)));
    incidents.forEach(incident -> sheet.note("incident: " + words(incident)));
  }

  private int inTopRow(String list) {
    return incidents.isEmpty() ? 0 : incidents.getFirst().path(list).size();
  }

  private long alertsOf(String pipeline) {
    return alerts.stream().filter(a -> a.path("pipeline").asText().equals(pipeline)).count();
  }

  private static boolean critical(JsonNode incident) {
    return incident.path("severity").asText().equals("critical");
  }

  private static boolean unmarked(JsonNode raised) {
    return !raised.path("simulated").asBoolean();
  }

  private static String words(JsonNode raised) {
    return "%s %s %s"
        .formatted(
            raised.path("severity").asText(),
            raised.path("rule").asText(""),
            raised.path("title").path("en").asText());
  }
}
