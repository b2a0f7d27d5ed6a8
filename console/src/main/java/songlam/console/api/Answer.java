package songlam.console.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Callable;

/** Does a request's work away from the event loop and writes what comes of it. */
public final class Answer {
  private Answer() {}

  /** Runs the work on a worker thread; its JSON is the answer, its exception the failure. */
  public static void with(RoutingContext context, Callable<JsonObject> work) {
    context
        .vertx()
        .executeBlocking(work, false)
        .onSuccess(json -> send(context, json.toBuffer()))
        .onFailure(context::fail);
  }

  /** As {@link #with}, for a list. */
  public static void withList(RoutingContext context, Callable<JsonArray> work) {
    with(context, () -> new JsonObject().put("items", work.call()));
  }

  /** Writes JSON at once, for what needs no work. */
  public static void now(RoutingContext context, JsonObject json) {
    send(context, json.toBuffer());
  }

  private static void send(RoutingContext context, Buffer body) {
    if (!context.response().ended()) {
      context
          .response()
          .putHeader("content-type", "application/json; charset=utf-8")
          .putHeader("cache-control", "no-store")
          .end(body);
    }
  }
}
