package songlam.console.api.rule;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.function.BiConsumer;
import songlam.console.api.Answer;
import songlam.console.api.Guard;
import songlam.console.api.Json;
import songlam.console.api.Parameters;
import songlam.console.api.Problem;
import songlam.console.api.Routes;
import songlam.console.desk.RuleDesk;
import songlam.core.access.Role;
import songlam.core.detect.sigma.SigmaRules;
import songlam.core.rule.RuleImport;

/** {@code /rules/imports}: takes a corpus of Sigma rules in, as a ZIP file. */
public final class ImportRoutes implements Routes {
  private final RuleDesk rules;
  private final Clock clock;
  private final BiConsumer<String, String> audit;

  /**
   * @param audit takes who and what
   */
  public ImportRoutes(RuleDesk rules, Clock clock, BiConsumer<String, String> audit) {
    this.rules = rules;
    this.clock = clock;
    this.audit = audit;
  }

  @Override
  public void mount(Router api, Guard guard) {
    api.post("/rules/imports").handler(guard.atLeast(Role.ADMINISTRATOR)).handler(this::take);
  }

  private void take(RoutingContext context) {
    Parameters parameters = new Parameters(context);
    String name = text(parameters, "name");
    String licence = text(parameters, "licence");
    String source = text(parameters, "source");
    byte[] zip = context.body().buffer() == null ? new byte[0] : context.body().buffer().getBytes();
    String by = Guard.callerOf(context).name();
    Answer.with(
        context,
        () -> {
          RuleImport.Report report = taken(zip, name, licence, source);
          audit.accept(by, "imported rules as " + name + ": " + report.taken().size());
          rules.reload(by);
          return view(report);
        });
  }

  private RuleImport.Report taken(byte[] zip, String name, String licence, String source) {
    try {
      return new RuleImport(rules.folder(), SigmaRules.shipped(), clock)
          .take(zip, name, licence, source);
    } catch (IOException e) {
      throw Problem.badRequest(String.valueOf(e.getMessage()));
    }
  }

  private static String text(Parameters parameters, String name) {
    String text = parameters.text(name);
    return text == null ? "" : text;
  }

  private static JsonObject view(RuleImport.Report report) {
    JsonArray refused = new JsonArray();
    report
        .refused()
        .forEach((file, why) -> refused.add(new JsonObject().put("file", file).put("why", why)));
    return new JsonObject()
        .put("taken", report.taken().size())
        .put("filters", report.filters())
        .put("correlations", report.correlations())
        .put("refused", refused)
        .put("leftOut", report.leftOut())
        .put("gone", Json.texts(List.copyOf(report.replaced().gone())))
        .put("changed", Json.texts(List.copyOf(report.replaced().changed())))
        .put("licences", Json.texts(report.licences().stream().sorted().toList()));
  }
}
