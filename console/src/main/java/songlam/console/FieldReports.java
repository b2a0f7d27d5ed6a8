package songlam.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import songlam.collectors.listen.open311.Open311Routes;
import songlam.collectors.listen.open311.ReportService;
import songlam.console.desk.Situation;
import songlam.core.config.Problems;
import songlam.core.config.Section;
import songlam.core.config.StrictYaml;
import songlam.core.event.Timestamps;
import songlam.core.event.observation.FieldReport;
import songlam.core.pipeline.Intake;

/**
 * The door for citizens' reports: which kinds there are, who may post, what the public list says.
 */
final class FieldReports {
  /** Name of the input in the ledger. */
  static final String SOURCE = "open311";

  private static final String SHIPPED = "/field-report-services.yml";

  private final List<ReportService> services;
  private final IngestTokens tokens;
  private final Situation situation;

  FieldReports(List<ReportService> services, IngestTokens tokens, Situation situation) {
    this.services = services;
    this.tokens = tokens;
    this.situation = situation;
  }

  /**
   * The services of the file, or those shipped.
   *
   * @throws songlam.core.config.ConfigException with every problem
   */
  static List<ReportService> services(@Nullable Path file) {
    Problems problems = new Problems();
    Section top =
        file == null
            ? StrictYaml.text(SHIPPED, shipped(), problems)
            : StrictYaml.file(file, problems);
    List<ReportService> services = new ArrayList<>();
    for (Section section : top.sections("services")) {
      services.add(
          new ReportService(
              section.requiredText("code"),
              section.requiredText("name"),
              section.text("description", ""),
              section.text("group", ""),
              (int) section.number("hours", 72, 1, 24 * 365)));
      section.done();
    }
    top.done();
    problems.throwIfAny();
    return services;
  }

  void mount(Router router, Intake intake, Clock clock) {
    new Open311Routes(SOURCE, services, intake, clock, this::mayPost, this::list).mount(router);
  }

  private boolean mayPost(RoutingContext context) {
    String key = context.request().getFormAttribute("api_key");
    return key != null
        ? tokens.isIngestSecret(key)
        : tokens.mayIngest(context.request().getHeader("Authorization"));
  }

  /** Open reports as GeoReport v2 has them, nothing of their senders. */
  private Future<JsonArray> list(MultiMap query) {
    Map<String, ReportService> byCode =
        services.stream().collect(Collectors.toMap(ReportService::code, s -> s));
    String status = query.get("status");
    String service = query.get("service_code");
    JsonArray reports = new JsonArray();
    situation.reports().stream()
        .filter(report -> status == null || List.of(status.split(",")).contains(report.status()))
        .filter(report -> service == null || service.equals(report.service()))
        .map(report -> view(report, byCode.get(report.service())))
        .forEach(reports::add);
    return Future.succeededFuture(reports);
  }

  private static JsonObject view(FieldReport report, @Nullable ReportService service) {
    JsonObject view =
        new JsonObject()
            .put("service_request_id", report.report())
            .put("status", report.status())
            .put("service_code", report.service())
            .put("service_name", service == null ? report.service() : service.name())
            .put("description", report.description())
            .put("requested_datetime", Timestamps.iso(report.requestedAt()))
            .put("expected_datetime", Timestamps.iso(report.dueAt()));
    if (report.where().location() != null) {
      view.put("lat", report.where().location().lat()).put("long", report.where().location().lon());
    }
    return view;
  }

  private static String shipped() {
    try (InputStream in = FieldReports.class.getResourceAsStream(SHIPPED)) {
      if (in == null) {
        throw new IllegalStateException(SHIPPED + " is missing from the jar");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
