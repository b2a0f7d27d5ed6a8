package songlam.collectors.listen.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;
import songlam.core.pipeline.Intake;

/**
 * The doors for shippers: {@code POST /_bulk} and {@code /{index}/_bulk} as Elasticsearch's bulk
 * interface has them, {@code POST /api/v1/ingest} with NDJSON. Answered when the journal holds the
 * documents; 429 with Retry-After while it cannot take more.
 */
public final class BulkRoutes {
  /** The source type of its records. */
  public static final String TYPE = "json";

  private static final int BODY_LIMIT_BYTES = 32 << 20;
  private static final int INFLATED_LIMIT_BYTES = 128 << 20;

  private final String source;
  private final int longestBytes;
  private final Intake intake;
  private final Clock clock;
  private final TokenCheck tokens;

  /**
   * @param source name of this input
   * @param longestBytes longer documents are rejected one by one
   */
  public BulkRoutes(
      String source, int longestBytes, Intake intake, Clock clock, TokenCheck tokens) {
    this.source = source;
    this.longestBytes = longestBytes;
    this.intake = intake;
    this.clock = clock;
    this.tokens = tokens;
  }

  public void mount(Router router) {
    BodyHandler body = BodyHandler.create(false).setBodyLimit(BODY_LIMIT_BYTES);
    // Admission is a route of its own: Vert.x wants body handlers first within one route.
    router.post("/_bulk").handler(this::admit);
    router.put("/_bulk").handler(this::admit);
    router.post("/:index/_bulk").handler(this::admit);
    router.post("/api/v1/ingest").handler(this::admit);
    router.post("/_bulk").handler(body).handler(this::bulk);
    router.put("/_bulk").handler(body).handler(this::bulk);
    router.post("/:index/_bulk").handler(body).handler(this::bulk);
    router.post("/api/v1/ingest").handler(body).handler(this::ingest);
    new ShipperQuestions(this::admit).mount(router);
  }

  private void admit(RoutingContext context) {
    if (tokens.mayIngest(context.request().getHeader("Authorization"))) {
      context.next();
      return;
    }
    intake.dropped(source, Reason.UNAUTHORISED, 1);
    answer(
        context,
        401,
        new JsonObject()
            .put("status", 401)
            .put(
                "error",
                new JsonObject()
                    .put("type", "security_exception")
                    .put(
                        "reason",
                        "a token of role ingest is needed (Authorization: Bearer, ApiKey or Basic)")));
  }

  private void bulk(RoutingContext context) {
    long start = clock.millis();
    List<BulkReader.Item> items;
    try {
      items = BulkReader.read(inflated(context), longestBytes);
    } catch (IOException e) {
      refuse(context, e);
      return;
    }
    String index = context.pathParam("index") == null ? "" : context.pathParam("index");
    List<RawRecord> records = new ArrayList<>();
    String peer = context.request().remoteAddress().hostAddress();
    for (BulkReader.Item item : items) {
      RawRecord record =
          new RawRecord(
              source,
              TYPE,
              "",
              start,
              peer,
              item.id(),
              index.isEmpty() ? item.index() : index,
              item.document());
      if (item.problem().isEmpty()) {
        records.add(record);
      } else {
        intake.rejected(record, item.reason(), item.problem());
      }
    }
    Future.fromCompletionStage(intake.accept(records))
        .onSuccess(_ -> answer(context, 200, outcome(items, clock.millis() - start)))
        .onFailure(e -> busy(context));
  }

  private void ingest(RoutingContext context) {
    List<RawRecord> records = new ArrayList<>();
    try {
      String peer = context.request().remoteAddress().hostAddress();
      for (byte[] line : BulkReader.lines(inflated(context))) {
        records.add(RawRecord.live(source, TYPE, clock.millis(), peer, line));
      }
    } catch (IOException e) {
      refuse(context, e);
      return;
    }
    Future.fromCompletionStage(intake.accept(records))
        .onSuccess(_ -> answer(context, 200, new JsonObject().put("accepted", records.size())))
        .onFailure(e -> busy(context));
  }

  private static byte[] inflated(RoutingContext context) throws IOException {
    byte[] body =
        context.body().buffer() == null ? new byte[0] : context.body().buffer().getBytes();
    HttpServerRequest request = context.request();
    if (!"gzip".equals(request.getHeader("Content-Encoding"))) {
      return body;
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      byte[] inflated = in.readNBytes(INFLATED_LIMIT_BYTES);
      if (in.read() >= 0) {
        throw new IOException("body: over " + INFLATED_LIMIT_BYTES + " bytes inflated");
      }
      return inflated;
    }
  }

  private static JsonObject outcome(List<BulkReader.Item> items, long took) {
    JsonArray answers = new JsonArray();
    boolean errors = false;
    for (BulkReader.Item item : items) {
      JsonObject one = new JsonObject().put("_index", item.index()).put("_id", item.id());
      if (item.problem().isEmpty()) {
        one.put("status", 201).put("result", "created").put("_version", 1);
      } else {
        errors = true;
        one.put("status", 400)
            .put(
                "error",
                new JsonObject()
                    .put("type", "mapper_parsing_exception")
                    .put("reason", item.problem()));
      }
      answers.add(new JsonObject().put(item.action(), one));
    }
    return new JsonObject().put("took", took).put("errors", errors).put("items", answers);
  }

  private static void refuse(RoutingContext context, IOException e) {
    answer(
        context,
        400,
        new JsonObject()
            .put("status", 400)
            .put(
                "error",
                new JsonObject()
                    .put("type", "illegal_argument_exception")
                    .put("reason", String.valueOf(e.getMessage()))));
  }

  private static void busy(RoutingContext context) {
    context.response().putHeader("Retry-After", "2");
    answer(
        context,
        429,
        new JsonObject()
            .put("status", 429)
            .put(
                "error",
                new JsonObject()
                    .put("type", "es_rejected_execution_exception")
                    .put("reason", "the journal is full; send again")));
  }

  static void answer(RoutingContext context, int status, JsonObject body) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("X-Elastic-Product", "Elasticsearch")
        .putHeader("content-type", "application/json")
        .end(body.toBuffer());
  }
}
