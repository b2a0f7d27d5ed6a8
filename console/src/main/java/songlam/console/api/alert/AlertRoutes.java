package songlam.console.api.alert;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
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
import songlam.core.incident.Triage;
import songlam.core.incident.TriageState;
import songlam.core.store.AlertSearch;
import songlam.core.store.AlertStore;
import songlam.core.store.Page;
import songlam.core.store.StoredAlert;
import songlam.core.store.VersionConflictException;

/** {@code /alerts}. */
public final class AlertRoutes implements Routes {
  private static final int MOST_AT_ONCE = 500;

  private final AlertStore alerts;
  private final Clock clock;
  private final BiConsumer<String, String> audit;
  private final Consumer<StoredAlert> changed;

  /**
   * @param audit takes who and what
   * @param changed hears of an alert a person has changed
   */
  public AlertRoutes(
      AlertStore alerts,
      Clock clock,
      BiConsumer<String, String> audit,
      Consumer<StoredAlert> changed) {
    this.alerts = alerts;
    this.clock = clock;
    this.audit = audit;
    this.changed = changed;
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
    Act act = Acts.read(Parameters.path(context, "act"), body);
    String by = Guard.callerOf(context).name();
    Answer.with(context, () -> AlertView.of(apply(id, act, by, body.getString("version"))));
  }

  private void bulk(RoutingContext context) {
    JsonObject body = Parameters.body(context);
    List<Object> ids = Parameters.list(body, "ids").stream().toList();
    if (ids.isEmpty() || ids.size() > MOST_AT_ONCE) {
      throw Problem.badRequest("ids: " + ids.size() + " (expected: 1 to " + MOST_AT_ONCE + ")");
    }
    Act act = Acts.read(body.getString("action", ""), body);
    String by = Guard.callerOf(context).name();
    Answer.with(
        context,
        () -> {
          JsonArray failed = new JsonArray();
          int done = 0;
          for (Object id : ids) {
            try {
              apply(String.valueOf(id), act, by, null);
              done++;
            } catch (Problem | IllegalArgumentException e) {
              failed.add(
                  new JsonObject().put("id", id).put("detail", String.valueOf(e.getMessage())));
            }
          }
          return new JsonObject().put("changed", done).put("failed", failed);
        });
  }

  private StoredAlert apply(String id, Act act, String by, @Nullable String version) {
    StoredAlert now = alerts.get(id).orElseThrow(() -> Problem.notFound("alert " + id));
    Triage next = now.triage().after(act, by, clock.millis());
    try {
      StoredAlert stored = alerts.triage(id, next, version == null ? now.version() : version);
      audit.accept(by, act.getClass().getSimpleName().toLowerCase(Locale.ROOT) + " alert " + id);
      changed.accept(stored);
      return stored;
    } catch (VersionConflictException e) {
      throw Problem.conflict(
          "alert " + id + ": somebody else has changed it (expected: look again, then act)");
    }
  }

  private static AlertSearch search(Parameters parameters) {
    String muted = parameters.text("muted");
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
        muted == null ? null : (Boolean) muted.equals("true"),
        words == null ? "" : words,
        parameters.time("from", Long.MIN_VALUE),
        parameters.time("to", Long.MAX_VALUE),
        "-lastSeen".equals(sort) ? AlertSearch.Order.LAST_SEEN : AlertSearch.Order.URGENCY,
        parameters.number("size", 100, 0, 1_000),
        parameters.text("cursor"));
  }
}
