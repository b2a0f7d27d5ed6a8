package songlam.console.api.pipeline;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.time.Clock;
import songlam.console.api.Answer;
import songlam.console.api.Guard;
import songlam.console.api.Routes;
import songlam.console.api.health.Feeds;
import songlam.core.access.Role;
import songlam.core.correlate.Pipeline;

/** {@code GET /pipelines}: every feed; {@code GET /pipelines/NAME}: what its tab shows. */
public final class PipelineRoutes implements Routes {
  private final Feeds feeds;
  private final SituationView view;
  private final Clock clock;

  public PipelineRoutes(Feeds feeds, SituationView view, Clock clock) {
    this.feeds = feeds;
    this.view = view;
    this.clock = clock;
  }

  @Override
  public void mount(Router api, Guard guard) {
    api.get("/pipelines")
        .handler(guard.atLeast(Role.VIEWER))
        .handler(context -> Answer.withList(context, this::list));
    var operator = guard.atLeast(Role.OPERATOR);
    api.get("/pipelines/traffic")
        .handler(operator)
        .handler(c -> Answer.with(c, () -> with(Pipeline.TRAFFIC, view.traffic())));
    api.get("/pipelines/press")
        .handler(operator)
        .handler(c -> Answer.with(c, () -> with(Pipeline.PRESS, view.press())));
    api.get("/pipelines/field-report")
        .handler(operator)
        .handler(
            c -> Answer.with(c, () -> with(Pipeline.FIELD_REPORT, view.reports(clock.millis()))));
    api.get("/pipelines/service")
        .handler(operator)
        .handler(c -> Answer.with(c, () -> with(Pipeline.SERVICE, view.services())));
  }

  private JsonArray list() {
    JsonArray items = new JsonArray();
    feeds.all(clock.millis()).forEach(feed -> items.add(feed.json()));
    return items;
  }

  private JsonObject with(Pipeline pipeline, JsonObject body) {
    return body.put("feed", feeds.of(pipeline, clock.millis()).json());
  }
}
