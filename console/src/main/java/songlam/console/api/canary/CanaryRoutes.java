package songlam.console.api.canary;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BiConsumer;
import songlam.console.api.Answer;
import songlam.console.api.Guard;
import songlam.console.api.Parameters;
import songlam.console.api.Routes;
import songlam.console.canary.CanaryRounds;
import songlam.core.access.Role;

/** {@code /canaries}: when each rule was last proven, and trying one now. */
public final class CanaryRoutes implements Routes {
  private final CanaryRounds rounds;
  private final BiConsumer<String, String> audit;

  /**
   * @param audit takes who and what
   */
  public CanaryRoutes(CanaryRounds rounds, BiConsumer<String, String> audit) {
    this.rounds = rounds;
    this.audit = audit;
  }

  @Override
  public void mount(Router api, Guard guard) {
    api.get("/canaries")
        .handler(guard.atLeast(Role.OPERATOR))
        .handler(c -> Answer.with(c, () -> CanaryView.of(rounds)));
    api.post("/canaries/:id/run").handler(guard.atLeast(Role.ANALYST)).handler(this::run);
  }

  private void run(RoutingContext context) {
    String id = Parameters.path(context, "id");
    String by = Guard.callerOf(context).name();
    Answer.with(
        context,
        () -> {
          var state = rounds.ask(id);
          audit.accept(by, "asked for a canary of rule " + id);
          return CanaryView.of(state);
        });
  }
}
