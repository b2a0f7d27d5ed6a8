package songlam.console.api.alert;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import songlam.console.api.Acts;
import songlam.console.api.Answer;
import songlam.console.api.Guard;
import songlam.console.api.Parameters;
import songlam.console.api.Problem;
import songlam.console.api.Routes;
import songlam.core.access.Role;
import songlam.core.correlate.Condition;
import songlam.core.correlate.Pipeline;
import songlam.core.event.Severity;
import songlam.core.incident.Act;
import songlam.core.incident.IllegalTriageException;
import songlam.core.incident.TriageState;
import songlam.core.store.AlertSearch;
import songlam.core.store.AlertStore;
import songlam.core.store.Page;
import songlam.core.store.StoredAlert;

/** {@code /alerts}. */
public final class AlertRoutes implements Routes {
  private static final int MOST_AT_ONCE = 500;

  private final AlertStore alerts;
  private final AlertActs acts;

  public AlertRoutes(AlertStore alerts, AlertActs acts) {
    this.alerts = alerts;
    this.acts = acts;
  }

  @Override
  public void mount(Router api, Guard guard) {
    api.get("/alerts").handler(guard.atLeast(Role.VIEWER)).handler(this::list);
    api.get("/alerts/:id").handler(guard.atLeast(Role.OPERATOR)).handler(this::show);
    api.post("/alerts/bulk").handler(guard.atLeast(Role.OPERATOR)).handler(this::bulk);
    api.post("/alerts/:id/:act").handler(guard.atLeast(Role.OPERATOR)).handler(this::act);
  }

  private void list(RoutingContext context) {
    AlertSearch search = search(new Parameters(context));
    Answer.with(
        context,
        () -> {
          Page<StoredAlert> page = alerts.search(search);
          JsonArray items = new JsonArray();
          page.items().forEach(alert -> items.add(AlertView.of(alert)));
          return new JsonObject()
              .put("total", page.total())
              .put("cursor", page.cursor())
              .put("items", items);
        });
  }

  private void show(RoutingContext context) {
    String id = Parameters.path(context, "id");
    Answer.with(
        context,
        () -> AlertView.whole(alerts.get(id).orElseThrow(() -> Problem.notFound("alert " + id))));
  }

  private void act(RoutingContext context) {
    String id = Parameters.path(context, "id");
    JsonObject body = context.body().isEmpty() ? new JsonObject() : Parameters.body(context);
    BiFunction<String, String, StoredAlert> step =
        step(Parameters.path(context, "act"), body, body.getString("version"));
    String by = Guard.callerOf(context).name();
    Answer.with(context, () -> AlertView.of(step.apply(id, by)));
  }

  /** What to do with an alert's id in whose name. */
  private BiFunction<String, String, StoredAlert> step(
      String name, JsonObject body, @Nullable String version) {
    if (name.equals("undo")) {
      return acts::takeBack;
    }
    Act act = Acts.read(name, body);
    return (id, by) -> acts.apply(id, act, by, version);
  }

  private void bulk(RoutingContext context) {
    JsonObject body = Parameters.body(context);
    List<Object> ids = Parameters.list(body, "ids").stream().toList();
    if (ids.isEmpty() || ids.size() > MOST_AT_ONCE) {
      throw Problem.badRequest("ids: " + ids.size() + " (expected: 1 to " + MOST_AT_ONCE + ")");
    }
    BiFunction<String, String, StoredAlert> step = step(body.getString("action", ""), body, null);
    String by = Guard.callerOf(context).name();
    Answer.with(
        context,
        () -> {
          JsonArray failed = new JsonArray();
          int done = 0;
          for (Object id : ids) {
            try {
              StoredAlert _ = step.apply(String.valueOf(id), by);
              done++;
            } catch (Problem | IllegalArgumentException | IllegalTriageException e) {
              failed.add(
                  new JsonObject().put("id", id).put("detail", String.valueOf(e.getMessage())));
            }
          }
          return new JsonObject().put("changed", done).put("failed", failed);
        });
  }

  private static AlertSearch search(Parameters parameters) {
    String sort = parameters.text("sort");
    String words = parameters.text("q");
    return new AlertSearch(
        parameters.set("pipeline", Pipeline::of),
        parameters.constants("severity", Severity.class),
        parameters.constants("state", TriageState.class),
        parameters.constants("condition", Condition.class),
        parameters.text("rule"),
        parameters.text("entity"),
        parameters.text("incident"),
        words == null ? "" : words,
        parameters.time("from", Long.MIN_VALUE),
        parameters.time("to", Long.MAX_VALUE),
        "-lastSeen".equals(sort) ? AlertSearch.Order.LAST_SEEN : AlertSearch.Order.URGENCY,
        parameters.number("size", 100, 0, 1_000),
        parameters.text("cursor"));
  }
}
