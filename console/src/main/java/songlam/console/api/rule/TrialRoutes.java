package songlam.console.api.rule;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BiConsumer;
import songlam.console.api.Answer;
import songlam.console.api.Guard;
import songlam.console.api.Parameters;
import songlam.console.api.Problem;
import songlam.console.api.Routes;
import songlam.console.desk.TrialJob;
import songlam.console.desk.Trials;
import songlam.core.access.Role;

/** {@code /rules/trials}: what a version would have told of, as a job. */
public final class TrialRoutes implements Routes {
  private final Trials trials;
  private final TrialRequests requests;
  private final BiConsumer<String, String> audit;

  /**
   * @param audit takes who and what
   */
  public TrialRoutes(Trials trials, TrialRequests requests, BiConsumer<String, String> audit) {
    this.trials = trials;
    this.requests = requests;
    this.audit = audit;
  }

  @Override
  public void mount(Router api, Guard guard) {
    api.get("/rules/trials").handler(guard.atLeast(Role.ANALYST)).handler(this::list);
    api.post("/rules/trials").handler(guard.atLeast(Role.ANALYST)).handler(this::start);
    api.get("/rules/trials/:id").handler(guard.atLeast(Role.ANALYST)).handler(this::progress);
    api.delete("/rules/trials/:id").handler(guard.atLeast(Role.ANALYST)).handler(this::cancel);
  }

  private void list(RoutingContext context) {
    Answer.withList(
        context,
        () -> {
          JsonArray all = new JsonArray();
          trials.all().forEach(job -> all.add(TrialView.of(job)));
          return all;
        });
  }

  private void start(RoutingContext context) {
    JsonObject body = Parameters.body(context);
    String by = Guard.callerOf(context).name();
    context.response().setStatusCode(202);
    Answer.with(
        context,
        () -> {
          TrialJob job = requests.start(body, by);
          audit.accept(by, "tried rule " + job.asked().piece().id());
          return TrialView.of(job);
        });
  }

  private void progress(RoutingContext context) {
    String id = Parameters.path(context, "id");
    Answer.with(context, () -> TrialView.of(known(id)));
  }

  private void cancel(RoutingContext context) {
    String id = Parameters.path(context, "id");
    String by = Guard.callerOf(context).name();
    Answer.with(
        context,
        () -> {
          TrialJob job = known(id);
          job.cancel();
          audit.accept(by, "ended trial of rule " + job.asked().piece().id());
          return TrialView.of(job);
        });
  }

  private TrialJob known(String id) {
    return trials.find(id).orElseThrow(() -> Problem.notFound("trial " + id));
  }
}
