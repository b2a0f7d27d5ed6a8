package songlam.console.api.rule;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BiConsumer;
import songlam.console.api.Answer;
import songlam.console.api.Guard;
import songlam.console.api.Parameters;
import songlam.console.api.Routes;
import songlam.core.access.Role;

/** {@code /rules/exceptions}: made of false positives, kept as drafts, released like rules. */
public final class ExceptionRoutes implements Routes {
  private final ExceptionRequests requests;
  private final BiConsumer<String, String> audit;

  /**
   * @param audit takes who and what
   */
  public ExceptionRoutes(ExceptionRequests requests, BiConsumer<String, String> audit) {
    this.requests = requests;
    this.audit = audit;
  }

  @Override
  public void mount(Router api, Guard guard) {
    api.get("/rules/exceptions")
        .handler(guard.atLeast(Role.OPERATOR))
        .handler(context -> Answer.withList(context, requests::all));
    api.post("/rules/exceptions/proposal")
        .handler(guard.atLeast(Role.ANALYST))
        .handler(this::propose);
    api.post("/rules/exceptions").handler(guard.atLeast(Role.ADMINISTRATOR)).handler(this::keep);
  }

  private void propose(RoutingContext context) {
    JsonObject body = Parameters.body(context);
    Answer.with(context, () -> requests.propose(body));
  }

  private void keep(RoutingContext context) {
    JsonObject body = Parameters.body(context);
    String by = Guard.callerOf(context).name();
    Answer.with(
        context,
        () -> {
          JsonObject kept = requests.keep(body, by);
          audit.accept(
              by, "drafted exception " + kept.getString("id") + " of " + kept.getString("rule"));
          return kept;
        });
  }
}
