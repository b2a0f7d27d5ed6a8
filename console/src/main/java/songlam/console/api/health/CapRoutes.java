package songlam.console.api.health;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import songlam.console.api.Answer;
import songlam.console.api.Guard;
import songlam.console.api.Json;
import songlam.console.api.Routes;
import songlam.core.access.Role;
import songlam.core.event.Cap;
import songlam.core.event.Caps;

/** {@code GET /caps}: every bound, and how often it was reached since the start. */
public final class CapRoutes implements Routes {
  private final Caps caps;

  public CapRoutes(Caps caps) {
    this.caps = caps;
  }

  @Override
  public void mount(Router api, Guard guard) {
    api.get("/caps")
        .handler(guard.atLeast(Role.OPERATOR))
        .handler(context -> Answer.withList(context, this::list));
  }

  private JsonArray list() {
    JsonArray list = new JsonArray();
    for (Cap cap : Cap.values()) {
      list.add(
          new JsonObject()
              .put("name", cap.label())
              .put("about", Json.text(cap.about()))
              .put("limit", cap.limit())
              .put("reached", caps.count(cap)));
    }
    return list;
  }
}
