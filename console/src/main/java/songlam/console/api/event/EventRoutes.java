package songlam.console.api.event;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import songlam.console.api.Answer;
import songlam.console.api.Guard;
import songlam.console.api.Json;
import songlam.console.api.Parameters;
import songlam.console.api.Problem;
import songlam.console.api.Routes;
import songlam.core.access.Role;
import songlam.core.event.Event;
import songlam.core.event.EventJson;
import songlam.core.event.RawRecord;
import songlam.core.journal.Entry;
import songlam.core.journal.Journal;
import songlam.core.query.Query;
import songlam.core.query.QueryException;
import songlam.core.query.QueryParser;
import songlam.core.store.EventPage;
import songlam.core.store.EventSearch;
import songlam.core.store.EventStore;

/** {@code /events}. */
public final class EventRoutes implements Routes {
  private static final long DAY_MILLIS = 86_400_000L;
  private static final int BARS = 60;

  private final EventStore events;
  private final Journal journal;
  private final Clock clock;

  public EventRoutes(EventStore events, Journal journal, Clock clock) {
    this.events = events;
    this.journal = journal;
    this.clock = clock;
  }

  @Override
  public void mount(Router api, Guard guard) {
    api.get("/events").handler(guard.atLeast(Role.ANALYST)).handler(this::search);
    api.get("/events/:id").handler(guard.atLeast(Role.OPERATOR)).handler(this::show);
  }

  private void search(RoutingContext context) {
    Parameters parameters = new Parameters(context);
    String text = parameters.text("q");
    Query query;
    try {
      query = QueryParser.parse(text == null ? "" : text);
    } catch (QueryException e) {
      throw Problem.badRequest("q: " + e.getMessage());
    }
    long now = clock.millis();
    long to = parameters.time("to", now + 60_000);
    EventSearch search =
        new EventSearch(
            query,
            parameters.time("from", now - DAY_MILLIS),
            to,
            parameters.number("size", 50, 0, 1_000),
            parameters.text("cursor"),
            parameters.flag("histogram", true) ? BARS : 0);
    Answer.with(context, () -> page(events.search(search)));
  }

  private static JsonObject page(EventPage page) {
    JsonArray items = new JsonArray();
    for (Event event : page.items()) {
      items.add(new JsonObject().put("id", event.documentId()).put("event", document(event)));
    }
    JsonArray bars = new JsonArray();
    page.histogram()
        .forEach(
            bar ->
                bars.add(
                    new JsonObject().put("at", Json.time(bar.at())).put("count", bar.count())));
    return new JsonObject()
        .put("total", page.total())
        .put("cursor", page.cursor())
        .put("items", items)
        .put("histogram", bars);
  }

  private void show(RoutingContext context) {
    String id = Parameters.path(context, "id");
    Answer.with(
        context,
        () -> {
          Event event = events.get(id).orElseThrow(() -> Problem.notFound("event " + id));
          return new JsonObject()
              .put("id", id)
              .put("event", document(event))
              .put("raw", raw(event));
        });
  }

  private static JsonObject document(Event event) {
    return new JsonObject(new String(EventJson.write(event), StandardCharsets.UTF_8));
  }

  /** The record as received, while the journal still has it. */
  private @Nullable JsonObject raw(Event event) {
    long offset = event.id().offset();
    if (offset < journal.begin()) {
      return null;
    }
    List<Journal.Numbered> entries = journal.read(offset, 1);
    if (entries.isEmpty() || !(entries.getFirst().entry() instanceof Entry.Received received)) {
      return null;
    }
    RawRecord record = received.record();
    return new JsonObject()
        .put("source", record.source())
        .put("type", record.type())
        .put("peer", record.peer())
        .put("receivedAt", Json.time(record.receivedAt()))
        .put("payload", Base64.getEncoder().encodeToString(record.payload()));
  }
}
