package songlam.console.api.stream;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;
import songlam.console.api.Guard;
import songlam.console.api.Routes;
import songlam.core.access.Role;
import songlam.core.event.Cap;

/**
 * {@code GET /api/v1/stream}: server-sent events with {@code Last-Event-ID}. A page that cannot
 * keep up is cut off; it comes back with the number of the last message it has.
 */
public final class StreamRoutes implements Routes {
  /** Keeps proxies and idle timeouts from closing a stream on which nothing happens. */
  private static final long HEARTBEAT_MILLIS = 15_000;

  private final LiveFeed feed;

  public StreamRoutes(LiveFeed feed) {
    this.feed = feed;
  }

  @Override
  public void mount(Router api, Guard guard) {
    api.get("/stream").handler(guard.atLeast(Role.VIEWER)).handler(this::stream);
  }

  private void stream(RoutingContext context) {
    HttpServerResponse response = context.response();
    response
        .setChunked(true)
        .setWriteQueueMaxSize(Cap.LIVE_SLOW.most())
        .putHeader("content-type", "text/event-stream")
        .putHeader("cache-control", "no-store")
        .putHeader("x-accel-buffering", "no");
    response.write("retry: 2000\n\n");
    Context eventLoop = context.vertx().getOrCreateContext();
    Consumer<LiveFeed.Message> listener =
        message -> eventLoop.runOnContext(_ -> push(response, message));
    LiveFeed.Missed missed = feed.listen(lastSeen(context), listener);
    long heartbeat = context.vertx().setPeriodic(HEARTBEAT_MILLIS, _ -> beat(response));
    Handler<Object> gone =
        _ -> {
          feed.leave(listener);
          context.vertx().cancelTimer(heartbeat);
        };
    response.closeHandler(gone::handle);
    response.exceptionHandler(gone::handle);
    if (!missed.complete()) {
      response.write("event: reload\ndata: {}\n\n");
    }
    missed.messages().forEach(message -> push(response, message));
  }

  private static void beat(HttpServerResponse response) {
    if (!response.ended() && !response.closed()) {
      response.write(": still here\n\n");
    }
  }

  private void push(HttpServerResponse response, LiveFeed.Message message) {
    if (response.ended() || response.closed()) {
      return;
    }
    if (response.writeQueueFull()) {
      feed.tooSlow();
      response.reset();
      return;
    }
    response.write(message.frame());
  }

  private static long lastSeen(RoutingContext context) {
    String header = context.request().getHeader("Last-Event-ID");
    try {
      return header == null ? 0 : Long.parseLong(header);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
