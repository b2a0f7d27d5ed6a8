package songlam.console.api.rule;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import songlam.console.api.Problem;
import songlam.console.desk.RuleDesk;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.event.EventJson;
import songlam.core.rule.trial.RuleExplanation;
import songlam.core.store.EventStore;

/** Which parts of a rule held for events, over the API and from the command line. */
public final class ExplanationRequests {
  private static final int MOST_EVENTS = 1_000;

  private final RuleDesk rules;
  private final EventStore stored;

  /**
   * @param stored where events are looked up by id
   */
  public ExplanationRequests(RuleDesk rules, EventStore stored) {
    this.rules = rules;
    this.stored = stored;
  }

  /**
   * Explains the rule as released, else in shadow, else as written.
   *
   * @param rule a Sigma rule's id, or {@code pack/rule}
   * @param body {@code {events: [documents], ids: [document ids]}}, at least one of either
   * @throws Problem when there is no such rule or event, or a document cannot be read
   */
  public JsonObject explain(String rule, JsonObject body) {
    List<Event> events = new ArrayList<>();
    JsonArray documents = array(body, "events");
    JsonArray ids = array(body, "ids");
    if (documents.isEmpty() && ids.isEmpty() || documents.size() + ids.size() > MOST_EVENTS) {
      throw Problem.badRequest(
          "events, ids: %d (expected: 1 to %,d documents or ids of stored events)"
              .formatted(documents.size() + ids.size(), MOST_EVENTS));
    }
    for (int i = 0; i < documents.size(); i++) {
      events.add(document(documents.getValue(i), i));
    }
    for (Object id : ids) {
      String name = String.valueOf(id);
      events.add(stored.get(name).orElseThrow(() -> Problem.notFound("event " + name)));
    }
    return RuleExplanation.of(rules.inForce(), rule, events)
        .map(
            explained ->
                new JsonObject().put("rule", rule).put("explained", ExplanationView.of(explained)))
        .orElseThrow(() -> Problem.notFound("rule " + rule));
  }

  private static JsonArray array(JsonObject body, String name) {
    return switch (body.getValue(name)) {
      case null -> new JsonArray();
      case JsonArray array -> array;
      default -> throw Problem.badRequest(name + ": not a list (expected: a list)");
    };
  }

  private static Event document(Object given, int number) {
    String where = "events[" + number + "]: ";
    if (!(given instanceof JsonObject document)) {
      throw Problem.badRequest(where + given + " (expected: an event as it is stored)");
    }
    try {
      EventBuilder event = EventJson.read(document.encode().getBytes(StandardCharsets.UTF_8));
      if (!event.hasTimestamp()) {
        throw Problem.badRequest(where + "@timestamp: missing (expected: ISO 8601 with zone)");
      }
      return event.build(new EventId("given", 0, number, 0));
    } catch (IOException | IllegalArgumentException e) {
      throw Problem.badRequest(where + e.getMessage());
    }
  }
}
