package songlam.console.api.coverage;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import songlam.console.api.Answer;
import songlam.console.api.Guard;
import songlam.console.api.Parameters;
import songlam.console.api.Routes;
import songlam.console.desk.RuleCoverage;
import songlam.console.desk.RuleCoverage.Span;
import songlam.core.access.Role;

/** {@code /coverage} and {@code /coverage/layer}. */
public final class CoverageRoutes implements Routes {
  private final RuleCoverage coverage;

  public CoverageRoutes(RuleCoverage coverage) {
    this.coverage = coverage;
  }

  @Override
  public void mount(Router api, Guard guard) {
    api.get("/coverage").handler(guard.atLeast(Role.ANALYST)).handler(this::matrix);
    api.get("/coverage/layer").handler(guard.atLeast(Role.ANALYST)).handler(this::layer);
  }

  private void matrix(RoutingContext context) {
    Span span = span(new Parameters(context));
    Answer.with(context, () -> CoverageView.of(coverage.techniques(span), span));
  }

  private void layer(RoutingContext context) {
    Parameters parameters = new Parameters(context);
    Span span = span(parameters);
    String domain = Objects.requireNonNullElse(parameters.text("domain"), "enterprise-attack");
    Answer.with(context, () -> layer(span, NavigatorLayer.Domain.of(domain)));
  }

  private JsonObject layer(Span span, NavigatorLayer.Domain domain) {
    return NavigatorLayer.of(coverage.techniques(span), span, domain);
  }

  private static Span span(Parameters parameters) {
    return new Span(
        parameters.number("days", Span.DEFAULT.firingDays(), 1, 400),
        parameters.number("provenHours", Span.DEFAULT.provenHours(), 1, 9_600));
  }
}
