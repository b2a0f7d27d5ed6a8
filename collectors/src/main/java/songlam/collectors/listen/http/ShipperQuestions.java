package songlam.collectors.listen.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * What shippers ask an Elasticsearch before they send: who it is, its licence, its templates and
 * pipelines. Answered so that Beats, Logstash, Fluent Bit and Vector go on without a plug-in; what
 * they would set up is not needed here and taken as done.
 */
final class ShipperQuestions {
  private static final String VERSION = "8.17.0";

  /** When this version came out, said as the day of the build and of the licence. */
  private static final String SINCE = "2024-12-12T00:00:00.000Z";

  private static final long SINCE_MILLIS = 1_733_961_600_000L;

  private final Handler<RoutingContext> admit;

  ShipperQuestions(Handler<RoutingContext> admit) {
    this.admit = admit;
  }

  void mount(Router router) {
    router
        .get("/")
        .handler(
            context -> {
              String accepts = String.valueOf(context.request().getHeader("Accept"));
              if (accepts.contains("text/html")) {
                context.next();
              } else {
                BulkRoutes.answer(context, 200, root());
              }
            });
    router.head("/").handler(context -> BulkRoutes.answer(context, 200, new JsonObject()));
    get(router, "/_license", new JsonObject().put("license", licence()));
    get(
        router,
        "/_xpack",
        new JsonObject().put("license", licence()).put("features", new JsonObject()));
    get(router, "/_cluster/health", health());
    get(router, "/_nodes/*", new JsonObject().put("nodes", new JsonObject()));
    get(router, "/_cat/*", new JsonObject());
    for (String prefix :
        new String[] {
          "/_index_template/",
          "/_template/",
          "/_component_template/",
          "/_ilm/",
          "/_ingest/pipeline/",
          "/_data_stream/",
          "/_alias/"
        }) {
      // A template that exists is not set up again; a pipeline that is missing is sent, and taken.
      boolean exists = !prefix.contains("pipeline");
      both(router.route(prefix + "*"), exists);
    }
  }

  private void get(Router router, String path, JsonObject body) {
    router.get(path).handler(admit).handler(context -> BulkRoutes.answer(context, 200, body));
  }

  private void both(Route route, boolean exists) {
    route
        .handler(admit)
        .handler(
            context -> {
              HttpMethod method = context.request().method();
              boolean asks = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
              if (asks && !exists) {
                BulkRoutes.answer(context, 404, new JsonObject());
              } else {
                BulkRoutes.answer(
                    context,
                    200,
                    asks
                        ? new JsonObject().put("index_templates", new JsonArray())
                        : new JsonObject().put("acknowledged", true));
              }
            });
  }

  private static JsonObject root() {
    return new JsonObject()
        .put("name", "songlam")
        .put("cluster_name", "songlam")
        .put("cluster_uuid", "songlam")
        .put(
            "version",
            new JsonObject()
                .put("number", VERSION)
                .put("build_flavor", "default")
                .put("build_type", "docker")
                .put("build_hash", "songlam")
                .put("build_date", SINCE)
                .put("build_snapshot", false)
                .put("lucene_version", "9.12.0")
                .put("minimum_wire_compatibility_version", "7.17.0")
                .put("minimum_index_compatibility_version", "7.0.0"))
        .put("tagline", "You Know, for Search");
  }

  /** Clients that check what they read want every one of these. */
  private static JsonObject health() {
    JsonObject health =
        new JsonObject()
            .put("cluster_name", "songlam")
            .put("status", "green")
            .put("timed_out", false)
            .put("number_of_nodes", 1)
            .put("number_of_data_nodes", 1)
            .put("active_primary_shards", 1)
            .put("active_shards", 1)
            .put("active_shards_percent_as_number", 100.0);
    for (String none :
        new String[] {
          "relocating_shards",
          "initializing_shards",
          "unassigned_shards",
          "unassigned_primary_shards",
          "delayed_unassigned_shards",
          "number_of_pending_tasks",
          "number_of_in_flight_fetch",
          "task_max_waiting_in_queue_millis"
        }) {
      health.put(none, 0);
    }
    return health;
  }

  private static JsonObject licence() {
    return new JsonObject()
        .put("status", "active")
        .put("type", "basic")
        .put("mode", "basic")
        .put("issue_date", SINCE)
        .put("issue_date_in_millis", SINCE_MILLIS)
        .put("start_date_in_millis", SINCE_MILLIS)
        .put("max_nodes", 1_000)
        .put("issued_to", "songlam")
        .put("issuer", "songlam")
        .put("uid", "00000000-0000-0000-0000-000000000000");
  }
}
