package songlam.console.bench;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code songlam bench demo} makes of the API's answers. */
class DemoFiguresTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOP =
      """
      {"severity": "critical", "title": {"en": "Spread inside"}, "simulated": true,
       "tactics": ["reconnaissance", "initial-access", "persistence", "exfiltration"],
       "sourceTypes": ["syslog", "netflow", "sensor"]}""";
  private static final String SECOND =
      """
      {"severity": "high", "title": {"en": "Service down"}, "simulated": true,
       "tactics": [], "sourceTypes": ["probe"]}""";

  private final Sheet sheet = new Sheet("demo", "songlam bench demo");

  @Test
  void aDemoThatShowsEverythingMeetsItsTargets() throws JsonProcessingException {
    new DemoQueue(civicAlerts(), List.of(JSON.readTree(TOP), JSON.readTree(SECOND))).judge(sheet);

    assertTrue(sheet.targetsMet());
  }

  @Test
  void theCriticalIncidentMustBeTheTopRow() throws JsonProcessingException {
    new DemoQueue(civicAlerts(), List.of(JSON.readTree(SECOND), JSON.readTree(TOP))).judge(sheet);

    assertFalse(sheet.targetsMet());
  }

  @Test
  void twoCriticalIncidentsAreOneTooMany() throws JsonProcessingException {
    new DemoQueue(civicAlerts(), List.of(JSON.readTree(TOP), JSON.readTree(TOP))).judge(sheet);

    assertFalse(sheet.targetsMet());
  }

  @Test
  void anAlertOfEachCivicPipelineIsNeeded() throws JsonProcessingException {
    List<JsonNode> alerts = civicAlerts();
    alerts.removeFirst();
    new DemoQueue(alerts, List.of(JSON.readTree(TOP))).judge(sheet);

    assertFalse(sheet.targetsMet());
  }

  @Test
  void fortyOneAlertsAreTooMany() throws JsonProcessingException {
    List<JsonNode> alerts = civicAlerts();
    while (alerts.size() < 41) {
      alerts.add(alert("security", true));
    }
    new DemoQueue(alerts, List.of(JSON.readTree(TOP))).judge(sheet);

    assertFalse(sheet.targetsMet());
  }

  @Test
  void anAlertWithoutTheMarkIsToldOf() throws JsonProcessingException {
    List<JsonNode> alerts = civicAlerts();
    alerts.add(alert("security", false));
    new DemoQueue(alerts, List.of(JSON.readTree(TOP))).judge(sheet);

    assertFalse(sheet.targetsMet());
  }

  @Test
  void eventsOfADayMarkedAndInTimeMeetTheTargets() throws JsonProcessingException {
    assertTrue(judged("2026-11-28T07:00:00.000Z", "2026-11-29T07:00:01.000Z", true));
  }

  @Test
  void anEventDatedAheadOfItsReceptionMisses() throws JsonProcessingException {
    assertFalse(judged("2026-11-29T07:00:01.001Z", "2026-11-29T07:00:01.000Z", true));
  }

  @Test
  void anEventWithoutTheMarkMisses() throws JsonProcessingException {
    assertFalse(judged("2026-11-29T07:00:00.000Z", "2026-11-29T07:00:01.000Z", false));
  }

  /** A first event a day ago, and one more. */
  private boolean judged(String at, String received, boolean marked)
      throws JsonProcessingException {
    EventCensus census = new EventCensus();
    census.add(event("2026-11-28T07:00:00.000Z", "2026-11-29T07:00:00.000Z", true));
    census.add(event(at, received, marked));
    census.judge(sheet, Instant.parse("2026-11-29T07:00:00Z"));
    return sheet.targetsMet();
  }

  private static JsonNode event(String at, String received, boolean marked)
      throws JsonProcessingException {
    return JSON.readTree(
        """
        {"@timestamp": "%s", "event": {"ingested": "%s"}, "songlam": {"source": "a"%s}}"""
            .formatted(at, received, marked ? ", \"simulated\": true" : ""));
  }

  private static List<JsonNode> civicAlerts() throws JsonProcessingException {
    List<JsonNode> alerts = new ArrayList<>();
    for (String pipeline : List.of("traffic", "press", "field-report", "service")) {
      alerts.add(alert(pipeline, true));
    }
    return alerts;
  }

  private static JsonNode alert(String pipeline, boolean marked) throws JsonProcessingException {
    return JSON.readTree(
        """
        {"pipeline": "%s", "severity": "medium", "rule": "r", "title": {"en": "t"}, "simulated": %s}"""
            .formatted(pipeline, marked));
  }
}
