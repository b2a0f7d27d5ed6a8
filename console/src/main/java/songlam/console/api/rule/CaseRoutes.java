package songlam.console.api.rule;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BiConsumer;
import songlam.console.api.Answer;
import songlam.console.api.Guard;
import songlam.console.api.Parameters;
import songlam.console.api.Problem;
import songlam.console.api.Routes;
import songlam.console.api.alert.AlertActs;
import songlam.console.desk.RuleDesk;
import songlam.console.desk.VerdictDesk;
import songlam.core.access.Role;
import songlam.core.incident.Act;
import songlam.core.incident.Verdict;
import songlam.core.store.AlertStore;
import songlam.core.store.StoredAlert;

/** Verdicts as cases: {@code /alerts/:id/case} and {@code /rules/:id/cases}. */
public final class CaseRoutes implements Routes {
  private final AlertStore alerts;
  private final AlertActs acts;
  private final RuleDesk rules;
  private final VerdictDesk verdicts;
  private final BiConsumer<String, String> audit;

  /**
   * @param verdicts makes the cases
   * @param acts closes an alert that is given its verdict here
   * @param audit takes who and what
   */
  public CaseRoutes(
      AlertStore alerts,
      AlertActs acts,
      RuleDesk rules,
      VerdictDesk verdicts,
      BiConsumer<String, String> audit) {
    this.alerts = alerts;
    this.acts = acts;
    this.rules = rules;
    this.verdicts = verdicts;
    this.audit = audit;
  }

  @Override
  public void mount(Router api, Guard guard) {
    api.post("/alerts/:id/case").handler(guard.atLeast(Role.ANALYST)).handler(this::make);
    api.get("/rules/:id/cases").handler(guard.atLeast(Role.OPERATOR)).handler(this::cases);
    api.delete("/rules/:id/cases/:name")
        .handler(guard.atLeast(Role.ADMINISTRATOR))
        .handler(this::remove);
  }

  private void make(RoutingContext context) {
    String id = Parameters.path(context, "id");
    JsonObject body = Parameters.body(context);
    String by = Guard.callerOf(context).name();
    Answer.with(
        context,
        () -> {
          StoredAlert stored = alerts.get(id).orElseThrow(() -> Problem.notFound("alert " + id));
          Verdict verdict = verdict(body, stored);
          VerdictDesk.Made made =
              verdicts.make(
                  stored.alert(), verdict, body.getString("rule", ""), body.getString("name", ""));
          if (stored.triage().verdict() == null) {
            acts.apply(id, new Act.Close(verdict, body.getString("note", "")), by, null);
          }
          audit.accept(by, "made a case of alert " + id + " for rule " + made.rule());
          return new JsonObject()
              .put("rule", made.rule())
              .put("name", made.name())
              .put("fires", made.fires())
              .put("events", made.events())
              .put("held", made.held());
        });
  }

  private static Verdict verdict(JsonObject body, StoredAlert stored) {
    Verdict given = stored.triage().verdict();
    if (body.containsKey("verdict")) {
      Verdict asked = Verdict.of(body.getString("verdict", ""));
      if (given != null && given != asked) {
        throw Problem.conflict(
            "verdict: " + asked.label() + " (expected: " + given.label() + ", as it was closed)");
      }
      return asked;
    }
    if (given == null) {
      throw Problem.badRequest("verdict: missing (expected: true_positive or false_positive)");
    }
    return given;
  }

  private void cases(RoutingContext context) {
    String id = Parameters.path(context, "id");
    Answer.withList(
        context,
        () -> {
          requireKnown(id);
          return TrialView.cases(verdicts.cases(id));
        });
  }

  private void remove(RoutingContext context) {
    String id = Parameters.path(context, "id");
    String name = Parameters.path(context, "name");
    String given = new Parameters(context).text("why");
    String why = given == null ? "" : given;
    String by = Guard.callerOf(context).name();
    Answer.with(
        context,
        () -> {
          requireKnown(id);
          verdicts.remove(id, name, why);
          audit.accept(by, VerdictDesk.gaveUp(id, name, why));
          return new JsonObject().put("rule", id).put("name", name);
        });
  }

  private void requireKnown(String id) {
    if (rules.lives().find(id).isEmpty()) {
      throw Problem.notFound("rule " + id);
    }
  }
}
