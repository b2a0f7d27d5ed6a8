package songlam.console.api.rule;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import songlam.console.api.Answer;
import songlam.console.api.Guard;
import songlam.console.api.Parameters;
import songlam.console.api.Routes;
import songlam.console.desk.RuleWorth;
import songlam.core.access.Role;

/** {@code /rules/precision}: what verdicts and silence say of each rule. */
public final class WorthRoutes implements Routes {
  /** Over how many days when nobody says. */
  public static final int DAYS = 90;

  private final RuleWorth worth;

  public WorthRoutes(RuleWorth worth) {
    this.worth = worth;
  }

  @Override
  public void mount(Router api, Guard guard) {
    api.get("/rules/precision").handler(guard.atLeast(Role.ANALYST)).handler(this::precision);
  }

  private void precision(RoutingContext context) {
    int days = new Parameters(context).number("days", DAYS, 1, 400);
    Answer.with(context, () -> WorthView.of(worth.over(days), days));
  }
}
