package songlam.collectors.listen.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import songlam.collectors.listen.CanaryPorts;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;
import songlam.core.pipeline.Intake;
import songlam.core.pipeline.IntakeFullException;

/**
 * The doors for shippers: {@code POST /_bulk} and {@code /{index}/_bulk} as Elasticsearch's bulk
 * interface has them, {@code POST /api/v1/ingest} with NDJSON. Answered when the journal holds the
 * documents; 429 with Retry-After while it cannot take more.
 */
public final class BulkRoutes {
  /** The source type of its records. */
  public static final String TYPE = "json";

  private static final Logger LOG = LoggerFactory.getLogger(BulkRoutes.class);

  private final String source;
  private final int longestBytes;
  private final Intake intake;
  private final Clock clock;
  private final TokenCheck tokens;
  private final CanaryPorts canaries;
  private final Body body;

  /** Those that canaries do not come to. */
  public BulkRoutes(
      String source, int longestBytes, Intake intake, Clock clock, TokenCheck tokens) {
    this(source, longestBytes, intake, clock, tokens, new CanaryPorts());
  }

  /**
   * @param source name of this input
   * @param longestBytes longer documents are rejected one by one
   * @param canaries from where they come
   */
  public BulkRoutes(
      String source,
      int longestBytes,
      Intake intake,
      Clock clock,
      TokenCheck tokens,
      CanaryPorts canaries) {
    this.canaries = canaries;
    this.source = source;
    this.longestBytes = longestBytes;
    this.intake = intake;
    this.clock = clock;
    this.tokens = tokens;
    this.body = new Body(longestBytes);
  }

  public void mount(Router router) {
    BodyHandler collect = BodyHandler.create(false).setBodyLimit(Body.LIMIT_BYTES);
    for (String path : List.of("/_bulk", "/:index/_bulk")) {
      for (HttpMethod method : List.of(HttpMethod.POST, HttpMethod.PUT)) {
        // Admission is a route of its own: Vert.x wants body handlers first within one route.
        router.route(method, path).handler(this::admit);
        router
            .route(method, path)
            .handler(collect)
            .handler(this::bulk)
            .failureHandler(this::failed);
      }
    }
    router.post("/api/v1/ingest").handler(this::admit);
    router
        .post("/api/v1/ingest")
        .handler(collect)
        .handler(this::ingest)
        .failureHandler(this::failed);
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
        error(
            401,
            "security_exception",
            "a token of role ingest is needed (Authorization: Bearer, ApiKey or Basic)"));
  }

  private void bulk(RoutingContext context) {
    long start = clock.millis();
    unpacked(context, this::documents)
        .compose(
            items ->
                journalled(context, records(context, items, start))
                    .onSuccess(
                        _ -> {
                          refuseOneByOne(context, items, start);
                          answer(context, 200, outcome(context, items, clock.millis() - start));
                        }))
        .onFailure(e -> refuse(context, e));
  }

  private List<BulkReader.Item> documents(RoutingContext context)
      throws IOException, InterruptedException {
    BulkReader reader = new BulkReader();
    body.read(context, reader::line);
    return reader.items();
  }

  private List<RawRecord> records(
      RoutingContext context, List<BulkReader.Item> items, long receivedAt) {
    List<RawRecord> records = new ArrayList<>();
    for (BulkReader.Item item : items) {
      if (item.problem().isEmpty()) {
        records.add(record(context, item, receivedAt));
      }
    }
    return records;
  }

  /**
   * Only when the others are in the journal: a client that was turned away sends them all again.
   */
  private void refuseOneByOne(
      RoutingContext context, List<BulkReader.Item> items, long receivedAt) {
    for (BulkReader.Item item : items) {
      if (!item.problem().isEmpty()) {
        intake.rejected(record(context, item, receivedAt), item.reason(), item.problem());
      }
    }
  }

  private RawRecord record(RoutingContext context, BulkReader.Item item, long receivedAt) {
    String peer = context.request().remoteAddress().hostAddress();
    String index = index(context, item);
    RawRecord record =
        new RawRecord(source, TYPE, "", receivedAt, peer, item.id(), index, item.document());
    return marked(context, record);
  }

  private RawRecord marked(RoutingContext context, RawRecord record) {
    return canaries.marked(record, record.peer(), context.request().remoteAddress().port());
  }

  private static String index(RoutingContext context, BulkReader.Item item) {
    String index = context.pathParam("index");
    return item.index().isEmpty() && index != null ? index : item.index();
  }

  private void ingest(RoutingContext context) {
    unpacked(context, this::lines)
        .compose(
            lines ->
                journalled(context, lines.records())
                    .onSuccess(_ -> answer(context, 200, ingested(lines))))
        .onFailure(e -> refuse(context, e));
  }

  /** The lines to journal, and those that are too long. */
  private record Lines(List<RawRecord> records, List<RawRecord> tooLong) {}

  private Lines lines(RoutingContext context) throws IOException, InterruptedException {
    Lines lines = new Lines(new ArrayList<>(), new ArrayList<>());
    String peer = context.request().remoteAddress().hostAddress();
    body.read(
        context,
        frame ->
            (frame.oversized() ? lines.tooLong() : lines.records())
                .add(
                    marked(
                        context,
                        RawRecord.live(source, TYPE, clock.millis(), peer, frame.payload()))));
    return lines;
  }

  private JsonObject ingested(Lines lines) {
    for (RawRecord record : lines.tooLong()) {
      intake.rejected(record, Reason.OVERSIZED, "line: over " + longestBytes + " bytes");
    }
    return new JsonObject()
        .put("accepted", lines.records().size())
        .put("rejected", lines.tooLong().size());
  }

  private interface Unpacking<T> {
    T of(RoutingContext context) throws Exception;
  }

  /** Unpacking and taking apart costs time that other clients' event loop must not pay. */
  private static <T> Future<T> unpacked(RoutingContext context, Unpacking<T> unpacking) {
    return context
        .vertx()
        .executeBlocking(() -> unpacking.of(context), false)
        .map(Objects::requireNonNull);
  }

  private Future<Void> journalled(RoutingContext context, List<RawRecord> records) {
    return records.isEmpty()
        ? Future.succeededFuture()
        : Future.fromCompletionStage(intake.accept(records), context.vertx().getOrCreateContext());
  }

  private static JsonObject outcome(
      RoutingContext context, List<BulkReader.Item> items, long took) {
    boolean isFiltered = context.request().getParam("filter_path") != null;
    JsonArray answers = new JsonArray();
    boolean errors = false;
    for (BulkReader.Item item : items) {
      JsonObject one = new JsonObject();
      if (!isFiltered) {
        one.put("_index", index(context, item)).put("_id", item.id());
      }
      if (item.problem().isEmpty()) {
        one.put("status", 201);
        if (!isFiltered) {
          one.put("result", "created").put("_version", 1);
        }
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

  /** Answers what went wrong, and counts what will not come again in this form. */
  private void refuse(RoutingContext context, Throwable failure) {
    Throwable e =
        failure instanceof CompletionException wrapped && wrapped.getCause() != null
            ? wrapped.getCause()
            : failure;
    switch (e) {
      case OversizedBodyException _ -> refuse(context, 413, Reason.OVERSIZED, e);
      case IOException _ -> refuse(context, 400, Reason.MALFORMED, e);
      case IntakeFullException _ -> busy(context);
      default -> {
        LOG.warn("bulk request failed", e);
        busy(context);
      }
    }
  }

  private void refuse(RoutingContext context, int status, Reason reason, Throwable e) {
    String detail = String.valueOf(e.getMessage());
    String peer = context.request().remoteAddress().hostAddress();
    byte[] start = body.start(context);
    intake.rejected(RawRecord.live(source, TYPE, clock.millis(), peer, start), reason, detail);
    answer(context, status, error(status, "illegal_argument_exception", detail));
  }

  /** What the router itself refuses: a body over the limit, or one that breaks off. */
  private void failed(RoutingContext context) {
    if (context.response().closed()) {
      intake.dropped(source, Reason.TRUNCATED, 1);
    } else if (context.statusCode() == 413) {
      intake.dropped(source, Reason.OVERSIZED, 1);
      String detail = "body: over " + Body.LIMIT_BYTES + " bytes (expected: fewer at once)";
      answer(context, 413, error(413, "illegal_argument_exception", detail));
    } else {
      context.next();
    }
  }

  private static JsonObject error(int status, String type, String reason) {
    return new JsonObject()
        .put("status", status)
        .put("error", new JsonObject().put("type", type).put("reason", reason));
  }

  private static void busy(RoutingContext context) {
    context.response().putHeader("Retry-After", "2");
    answer(
        context,
        429,
        error(429, "es_rejected_execution_exception", "the journal is full; send again"));
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
