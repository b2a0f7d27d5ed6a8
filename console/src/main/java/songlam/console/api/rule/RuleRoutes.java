package songlam.console.api.rule;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import songlam.console.api.Answer;
import songlam.console.api.Guard;
import songlam.console.api.Json;
import songlam.console.api.Parameters;
import songlam.console.api.Problem;
import songlam.console.api.Routes;
import songlam.console.desk.Muting;
import songlam.console.desk.Obstacles;
import songlam.console.desk.RuleControl;
import songlam.console.desk.RuleDesk;
import songlam.core.access.Role;
import songlam.core.event.Timestamps;
import songlam.core.rule.proof.Proofs;

/** {@code /rules} and {@code /mutes}. */
public final class RuleRoutes implements Routes {
  private static final int MOST = 1_000;

  private final RuleDesk rules;
  private final RuleControl control;
  private final Muting muting;
  private final RuleView view;
  private final Supplier<Map<String, Long>> wouldHaveFired;
  private final BiConsumer<String, String> audit;

  /**
   * @param wouldHaveFired how often each rule that alerts nobody would have
   * @param obstacles what keeps rules from being evaluated
   * @param proofs when each rule was last proven
   */
  public RuleRoutes(
      RuleDesk rules,
      RuleControl control,
      Muting muting,
      Supplier<Map<String, Long>> wouldHaveFired,
      Supplier<Obstacles> obstacles,
      Proofs proofs,
      BiConsumer<String, String> audit) {
    this.rules = rules;
    this.control = control;
    this.muting = muting;
    this.view = new RuleView(rules, control, obstacles, proofs);
    this.wouldHaveFired = wouldHaveFired;
    this.audit = audit;
  }

  @Override
  public void mount(Router api, Guard guard) {
    api.get("/rules").handler(guard.atLeast(Role.OPERATOR)).handler(this::list);
    api.post("/rules/:id/enabled").handler(guard.atLeast(Role.ADMINISTRATOR)).handler(this::enable);
    api.get("/mutes")
        .handler(guard.atLeast(Role.OPERATOR))
        .handler(c -> Answer.withList(c, this::mutes));
    api.post("/mutes").handler(guard.atLeast(Role.ANALYST)).handler(this::mute);
    api.delete("/mutes/:id").handler(guard.atLeast(Role.ANALYST)).handler(this::unmute);
  }

  private JsonArray rules() {
    return view.all(wouldHaveFired.get());
  }

  private void list(RoutingContext context) {
    Parameters parameters = new Parameters(context);
    boolean isWhole = parameters.text("size") == null;
    int size = isWhole ? Integer.MAX_VALUE : parameters.number("size", MOST, 1, MOST);
    String after = parameters.text("cursor");
    Answer.with(context, () -> page(rules().addAll(view.unreadable()), size, after));
  }

  /** The rules behind the one whose id is the cursor. */
  private static JsonObject page(JsonArray all, int size, @Nullable String after) {
    int from = 0;
    if (after != null) {
      from = 1 + ids(all).indexOf(after);
      if (from == 0) {
        throw Problem.badRequest("cursor: " + after + " (expected: that of the page before)");
      }
    }
    JsonArray items = new JsonArray();
    for (int i = from; i < all.size() && items.size() < size; i++) {
      items.add(all.getJsonObject(i));
    }
    boolean goesOn = from + items.size() < all.size();
    return new JsonObject()
        .put("total", all.size())
        .put("cursor", goesOn ? ids(items).getLast() : null)
        .put("items", items);
  }

  private static List<String> ids(JsonArray rules) {
    return rules.stream().map(rule -> ((JsonObject) rule).getString("id")).toList();
  }

  private void enable(RoutingContext context) {
    String id = Parameters.path(context, "id");
    JsonObject body = Parameters.body(context);
    boolean enabled = Parameters.flag(body, "enabled");
    String by = Guard.callerOf(context).name();
    Answer.with(
        context,
        () -> {
          requireKnown(id);
          String act = (enabled ? "switched on " : "switched off ") + id;
          boolean before = control.isEnabled(id);
          try {
            control.setEnabled(id, enabled, by, body.getString("reason", ""));
          } catch (RuntimeException e) {
            // It is kept, and comes in force when the journal takes it.
            if (control.isEnabled(id) != before) {
              audit.accept(by, act);
            }
            throw e;
          }
          audit.accept(by, act);
          return new JsonObject().put("id", id).put("enabled", enabled);
        });
  }

  /** A switch for a rule that is not there would hold nothing back and say it does. */
  private void requireKnown(String id) {
    if (rules().stream().noneMatch(rule -> id.equals(((JsonObject) rule).getString("id")))) {
      throw Problem.notFound("rule " + id);
    }
  }

  private JsonArray mutes() {
    JsonArray mutes = new JsonArray();
    control.mutes().forEach(mute -> mutes.add(view(mute)));
    return mutes;
  }

  private void mute(RoutingContext context) {
    JsonObject body = Parameters.body(context);
    JsonObject entity = Parameters.object(body, "entity");
    String by = Guard.callerOf(context).name();
    Answer.with(
        context,
        () -> {
          requireKnown(body.getString("rule", ""));
          RuleControl.Mute mute =
              muting.mute(
                  body.getString("rule", ""),
                  entity.getString("kind", ""),
                  entity.getString("value", ""),
                  moment(body.getString("until", "")),
                  body.getString("reason", ""),
                  by);
          audit.accept(by, "muted " + mute.rule() + " for " + mute.kind() + ":" + mute.value());
          return view(mute);
        });
  }

  private void unmute(RoutingContext context) {
    String id = Parameters.path(context, "id");
    String by = Guard.callerOf(context).name();
    Answer.with(
        context,
        () -> {
          muting.unmute(id);
          audit.accept(by, "ended mute " + id);
          return new JsonObject().put("id", id);
        });
  }

  private static long moment(String text) {
    try {
      return Timestamps.parse(text);
    } catch (DateTimeException e) {
      throw Problem.badRequest("until: " + text + " (expected: ISO 8601 with zone)");
    }
  }

  private static JsonObject view(RuleControl.Mute mute) {
    return new JsonObject()
        .put("id", mute.id())
        .put("rule", mute.rule())
        .put("entity", new JsonObject().put("kind", mute.kind()).put("value", mute.value()))
        .put("until", Json.time(mute.until()))
        .put("reason", mute.reason())
        .put("by", mute.by());
  }
}
