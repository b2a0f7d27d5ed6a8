package songlam.console.api.alert;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import songlam.console.api.Json;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Entity;

/** From what an alert is about to the query that finds its events. */
final class Pivot {
  /** Where the values of an entity of this kind stand in events. */
  private static final Map<String, List<String>> FIELDS =
      Map.of(
          "ip", List.of("source.ip", "destination.ip"),
          "host", List.of("host.name"),
          "user", List.of("user.name"),
          "camera", List.of("songlam.camera.id"),
          "domain", List.of("dns.question.name"),
          "source", List.of("songlam.source"),
          "service", List.of("songlam.check.service"),
          "report", List.of("songlam.report.id"),
          "story", List.of("songlam.press.story"),
          "place", List.of("songlam.place.name"));

  private Pivot() {}

  /** In the language of event search: all events about the entity. */
  static String query(Entity entity) {
    String value = "\"" + entity.value().replaceAll("[\\\\\"]", "\\\\$0") + "\"";
    List<String> fields = FIELDS.getOrDefault(entity.kind(), List.of());
    return fields.isEmpty()
        ? value
        : fields.stream().map(field -> field + ":" + value).collect(Collectors.joining(" OR "));
  }

  /**
   * Where all events are that the alert counts, more than are kept with it: those about its
   * entities in its time. As {@code GET /events} takes it; {@code to} is not included.
   */
  static JsonObject events(Alert alert) {
    String all = alert.entities().stream().map(Pivot::query).collect(Collectors.joining(" OR "));
    return new JsonObject()
        .put("q", all)
        .put("from", Json.time(alert.firstSeen()))
        .put("to", Json.time(alert.lastSeen() + 1));
  }
}
