package songlam.console.api.rule;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import songlam.console.api.Answer;
import songlam.console.api.Guard;
import songlam.console.api.Parameters;
import songlam.console.api.Routes;
import songlam.core.access.Role;

/** {@code /rules/:id/explanation}: which parts of a rule held for events. */
public final class ExplanationRoutes implements Routes {
  private final ExplanationRequests requests;

  public ExplanationRoutes(ExplanationRequests requests) {
    this.requests = requests;
  }

  @Override
  public void mount(Router api, Guard guard) {
    api.post("/rules/:id/explanation").handler(guard.atLeast(Role.ANALYST)).handler(this::explain);
  }

  private void explain(RoutingContext context) {
    String id = Parameters.path(context, "id");
    JsonObject body = Parameters.body(context);
    Answer.with(context, () -> requests.explain(id, body));
  }
}
