package songlam.collectors.listen.open311;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import songlam.core.event.RawRecord;
import songlam.core.pipeline.Intake;

/**
 * Open311 GeoReport v2 under {@code /open311/v2}, JSON: {@code GET services}, {@code GET/POST
 * requests}. A report is answered with its id when the journal holds it. Posting needs a token; the
 * list is open and holds no reporter's name, phone or address.
 */
public final class Open311Routes {
  /** The source type of its records. */
  public static final String TYPE = "open311";

  private static final int BODY_LIMIT_BYTES = 64 << 10;

  private final String source;
  private final List<ReportService> services;
  private final Intake intake;
  private final Clock clock;
  private final Predicate<RoutingContext> mayPost;
  private final Function<MultiMap, Future<JsonArray>> list;

  /**
   * @param mayPost whether the caller's token allows sending reports
   * @param list the public list for the query's parameters (status, service_code, start_date …)
   */
  public Open311Routes(
      String source,
      List<ReportService> services,
      Intake intake,
      Clock clock,
      Predicate<RoutingContext> mayPost,
      Function<MultiMap, Future<JsonArray>> list) {
    this.source = source;
    this.services = List.copyOf(services);
    this.intake = intake;
    this.clock = clock;
    this.mayPost = mayPost;
    this.list = list;
  }

  public void mount(Router router) {
    router.get("/open311/v2/services.json").handler(this::services);
    router.get("/open311/v2/requests.json").handler(this::requests);
    router
        .post("/open311/v2/requests.json")
        .handler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT_BYTES))
        .handler(this::post);
  }

  private void services(RoutingContext context) {
    JsonArray answer = new JsonArray();
    for (ReportService service : services) {
      answer.add(
          new JsonObject()
              .put("service_code", service.code())
              .put("service_name", service.name())
              .put("description", service.description())
              .put("metadata", false)
              .put("type", "realtime")
              .put("keywords", "")
              .put("group", service.group()));
    }
    send(context, 200, answer);
  }

  private void requests(RoutingContext context) {
    list.apply(context.queryParams())
        .onSuccess(items -> send(context, 200, items))
        .onFailure(e -> send(context, 503, error(503, String.valueOf(e.getMessage()))));
  }

  private void post(RoutingContext context) {
    if (!mayPost.test(context)) {
      send(context, 403, error(403, "api_key: missing or without the right to send reports"));
      return;
    }
    ReportForm form = new ReportForm(context.request().formAttributes(), services);
    String problem = form.problem();
    if (problem != null) {
      send(context, 400, error(400, problem));
      return;
    }
    String id = "pa-" + UUID.randomUUID();
    long now = clock.millis();
    RawRecord record =
        RawRecord.live(
            source,
            TYPE,
            now,
            context.request().remoteAddress().hostAddress(),
            form.report(id, now).toBuffer().getBytes());
    Future.fromCompletionStage(intake.accept(List.of(record)))
        .onSuccess(
            _ ->
                send(
                    context,
                    201,
                    new JsonArray()
                        .add(
                            new JsonObject()
                                .put("service_request_id", id)
                                .put(
                                    "service_notice",
                                    "Hạn trả lời: " + form.service().hoursToAnswer() + " giờ")
                                .putNull("account_id"))))
        .onFailure(e -> send(context, 503, error(503, String.valueOf(e.getMessage()))));
  }

  private static JsonArray error(int code, String description) {
    return new JsonArray().add(new JsonObject().put("code", code).put("description", description));
  }

  private static void send(RoutingContext context, int status, JsonArray body) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "application/json; charset=utf-8")
        .end(body.toBuffer());
  }
}
