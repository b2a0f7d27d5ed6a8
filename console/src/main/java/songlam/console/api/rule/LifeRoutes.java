package songlam.console.api.rule;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import songlam.console.api.Answer;
import songlam.console.api.Guard;
import songlam.console.api.Json;
import songlam.console.api.Parameters;
import songlam.console.api.Problem;
import songlam.console.api.Routes;
import songlam.console.desk.RuleDesk;
import songlam.core.access.Role;
import songlam.core.rule.Piece;
import songlam.core.rule.RuleLife;
import songlam.core.rule.RuleState;
import songlam.core.rule.TextMerge;
import songlam.core.rule.Upgrade;

/** {@code /rules/…}: versions, states, history, differences. */
public final class LifeRoutes implements Routes {
  private final RuleDesk rules;
  private final CheckRequests checks;
  private final BiConsumer<String, String> audit;

  /**
   * @param audit takes who and what
   */
  public LifeRoutes(RuleDesk rules, BiConsumer<String, String> audit) {
    this.rules = rules;
    this.checks = new CheckRequests(rules);
    this.audit = audit;
  }

  @Override
  public void mount(Router api, Guard guard) {
    api.post("/rules").handler(guard.atLeast(Role.ADMINISTRATOR)).handler(this::save);
    api.post("/rules/check").handler(guard.atLeast(Role.ANALYST)).handler(this::check);
    api.post("/rules/reload").handler(guard.atLeast(Role.ADMINISTRATOR)).handler(this::reload);
    api.post("/rules/:id/state").handler(guard.atLeast(Role.ADMINISTRATOR)).handler(this::move);
    api.post("/rules/:id/owner").handler(guard.atLeast(Role.ADMINISTRATOR)).handler(this::own);
    api.post("/rules/:id/resolution")
        .handler(guard.atLeast(Role.ADMINISTRATOR))
        .handler(this::resolve);
    api.get("/rules/:id/life").handler(guard.atLeast(Role.OPERATOR)).handler(this::life);
    api.get("/rules/:id/versions/:version")
        .handler(guard.atLeast(Role.OPERATOR))
        .handler(this::version);
    api.get("/rules/:id/diff").handler(guard.atLeast(Role.OPERATOR)).handler(this::diff);
  }

  private void save(RoutingContext context) {
    JsonObject body = Parameters.body(context);
    String by = Guard.callerOf(context).name();
    Answer.with(
        context,
        () -> {
          Piece piece = Pieces.read(body, rules.inForce().listed());
          RuleDesk.Saved saved = rules.save(piece, by, body.getString("why", ""));
          audit.accept(by, "saved rule " + saved.life().id());
          return view(saved.life()).put("warnings", Json.texts(saved.warnings()));
        });
  }

  private void check(RoutingContext context) {
    JsonObject body = Parameters.body(context);
    Answer.with(context, () -> checks.check(body));
  }

  private void reload(RoutingContext context) {
    String by = Guard.callerOf(context).name();
    Answer.with(
        context,
        () -> {
          RuleDesk.Reloaded reloaded = rules.reload(by);
          audit.accept(by, "reloaded rules, drafts: " + reloaded.drafts());
          JsonArray conflicts = new JsonArray();
          reloaded.conflicts().forEach(conflict -> conflicts.add(view(conflict)));
          return new JsonObject()
              .put("drafts", Json.texts(reloaded.drafts()))
              .put("problems", Json.texts(reloaded.problems()))
              .put("warnings", Json.texts(reloaded.warnings()))
              .put("conflicts", conflicts);
        });
  }

  private void move(RoutingContext context) {
    String id = Parameters.path(context, "id");
    JsonObject body = Parameters.body(context);
    String by = Guard.callerOf(context).name();
    Answer.with(
        context,
        () -> {
          known(id);
          RuleState state = RuleState.of(body.getString("state", ""));
          Optional<Integer> version = Optional.ofNullable(body.getInteger("version"));
          RuleLife life = rules.move(id, version, state, by, body.getString("why", ""));
          audit.accept(by, state.label() + " rule " + id);
          return view(life).put("warnings", Json.texts(rules.inForce().idle(id)));
        });
  }

  private void resolve(RoutingContext context) {
    String id = Parameters.path(context, "id");
    JsonObject body = Parameters.body(context);
    String by = Guard.callerOf(context).name();
    Answer.with(
        context,
        () -> {
          known(id);
          String take = body.getString("take", "");
          if (!take.equals("ours")) {
            throw Problem.badRequest("take: " + take + " (expected: ours)");
          }
          RuleLife life = rules.resolve(id, by, body.getString("why", ""));
          audit.accept(by, "resolved conflict of rule " + id);
          return view(life);
        });
  }

  private void own(RoutingContext context) {
    String id = Parameters.path(context, "id");
    JsonObject body = Parameters.body(context);
    String by = Guard.callerOf(context).name();
    Answer.with(
        context,
        () -> {
          known(id);
          String owner = body.getString("owner", "");
          RuleLife life = rules.lives().own(id, owner, by);
          audit.accept(by, "owner of rule " + id + ": " + owner);
          return view(life);
        });
  }

  private void life(RoutingContext context) {
    String id = Parameters.path(context, "id");
    Answer.with(context, () -> view(known(id)));
  }

  private void version(RoutingContext context) {
    String id = Parameters.path(context, "id");
    int version = number(Parameters.path(context, "version"));
    Answer.with(
        context,
        () -> {
          known(id);
          JsonObject files = new JsonObject();
          rules.lives().piece(id, version).files().forEach(files::put);
          return new JsonObject().put("id", id).put("version", version).put("files", files);
        });
  }

  private void diff(RoutingContext context) {
    String id = Parameters.path(context, "id");
    Parameters parameters = new Parameters(context);
    int from = parameters.number("from", 0, 0, Integer.MAX_VALUE);
    int to = parameters.number("to", 1, 0, Integer.MAX_VALUE);
    Answer.with(
        context,
        () -> {
          known(id);
          String diff =
              TextMerge.diff(
                  rules.lives().piece(id, from).files(), rules.lives().piece(id, to).files());
          return new JsonObject().put("id", id).put("diff", diff);
        });
  }

  private RuleLife known(String id) {
    return rules.lives().find(id).orElseThrow(() -> Problem.notFound("rule " + id));
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw Problem.badRequest("version: " + text + " (expected: a number)");
    }
  }

  static JsonObject view(RuleLife life) {
    Map<Integer, RuleState> states = life.states();
    JsonArray versions = new JsonArray();
    if (life.shipped() != null) {
      versions.add(
          new JsonObject()
              .put("number", RuleLife.SHIPPED)
              .put("state", states.getOrDefault(RuleLife.SHIPPED, RuleState.RETIRED).label())
              .put("author", "")
              .put("at", null)
              .put("why", ""));
    }
    life.versions()
        .forEach(
            version ->
                versions.add(
                    new JsonObject()
                        .put("number", version.number())
                        .put(
                            "state", states.getOrDefault(version.number(), RuleState.DRAFT).label())
                        .put("author", version.author())
                        .put("at", Json.time(version.at()))
                        .put("why", version.why())));
    JsonArray steps = new JsonArray();
    life.steps()
        .forEach(
            step ->
                steps.add(
                    new JsonObject()
                        .put("version", step.version())
                        .put("state", step.state().label())
                        .put("by", step.by())
                        .put("at", Json.time(step.at()))
                        .put("why", step.why())));
    Piece.Kind kind = life.kind();
    return new JsonObject()
        .put("id", life.id())
        .put("kind", kind == null ? "rule-of-pack" : kind.name().toLowerCase(Locale.ROOT))
        .put("owner", life.owner())
        .put("state", life.state().label())
        .put("versions", versions)
        .put("steps", steps);
  }

  private static JsonObject view(Upgrade.Conflict conflict) {
    JsonObject files = new JsonObject();
    conflict.files().forEach(files::put);
    return new JsonObject()
        .put("id", conflict.id())
        .put("version", conflict.version())
        .put("files", files);
  }
}
