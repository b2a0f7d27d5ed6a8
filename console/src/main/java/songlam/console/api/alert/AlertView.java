package songlam.console.api.alert;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import songlam.console.api.Json;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Entity;
import songlam.core.correlate.Evidence;
import songlam.core.correlate.Place;
import songlam.core.event.EventJson;
import songlam.core.incident.Note;
import songlam.core.incident.Triage;
import songlam.core.store.StoredAlert;

/** An alert as the API tells it. */
public final class AlertView {
  private AlertView() {}

  /** Without its evidence: what lists and pushes carry. */
  public static JsonObject of(StoredAlert stored) {
    Alert alert = stored.alert();
    return new JsonObject()
        .put("id", alert.id())
        .put("rule", alert.rule())
        .put("pack", alert.pack())
        .put("pipeline", alert.pipeline().label())
        .put("severity", alert.severity().label())
        .put("title", Json.text(alert.title()))
        .put("reason", Json.text(alert.reason()))
        .put("groupKey", alert.groupKey())
        .put("entities", entities(alert.entities()))
        .put("firstSeen", Json.time(alert.firstSeen()))
        .put("lastSeen", Json.time(alert.lastSeen()))
        .put("count", alert.count())
        .put("attack", Json.texts(alert.attack()))
        .put("condition", stored.condition().label())
        .put("place", place(alert.place()))
        .put("playbook", alert.playbook())
        .put("late", alert.late())
        .put("simulated", alert.simulated())
        .put("incident", stored.incident())
        .put("evidenceKept", alert.evidence().size())
        .put("events", Pivot.events(alert))
        .put("triage", triage(stored.triage()).put("version", stored.version()));
  }

  /** With its evidence. */
  public static JsonObject whole(StoredAlert stored) {
    JsonArray evidence = new JsonArray();
    for (Evidence one : stored.alert().evidence()) {
      evidence.add(
          new JsonObject()
              .put("stage", one.stage())
              .put("id", one.event().documentId())
              .put(
                  "event",
                  new JsonObject(
                      new String(EventJson.write(one.event()), StandardCharsets.UTF_8))));
    }
    return of(stored).put("evidence", evidence);
  }

  public static JsonArray entities(List<Entity> entities) {
    JsonArray array = new JsonArray();
    entities.forEach(
        entity ->
            array.add(
                new JsonObject()
                    .put("kind", entity.kind())
                    .put("value", entity.value())
                    .put("role", entity.role())
                    .put("query", Pivot.query(entity))));
    return array;
  }

  public static JsonObject triage(Triage triage) {
    JsonArray notes = new JsonArray();
    for (Note note : triage.notes()) {
      notes.add(
          new JsonObject()
              .put("at", Json.time(note.at()))
              .put("by", note.by())
              .put("text", note.text()));
    }
    return new JsonObject()
        .put("state", triage.state().label())
        .put("assignee", triage.assignee())
        .put("verdict", triage.verdict() == null ? null : triage.verdict().label())
        .put("notes", notes);
  }

  /** Where it is, null when it has no place. */
  public static @Nullable JsonObject place(@Nullable Place place) {
    return place == null
        ? null
        : new JsonObject()
            .put("name", place.name())
            .put("communeCode", place.communeCode())
            .put(
                "location",
                new JsonObject()
                    .put("lat", place.location().lat())
                    .put("lon", place.location().lon()));
  }
}
