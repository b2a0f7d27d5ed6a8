package songlam.console.api.openapi;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import songlam.console.api.Answer;
import songlam.console.api.Guard;
import songlam.console.api.Routes;

/** {@code GET /openapi.json}, open to all: what the API can do is no secret. */
public final class OpenApiRoutes implements Routes {
  private final JsonObject document = OpenApiDocument.read();

  @Override
  public void mount(Router api, Guard guard) {
    api.get("/openapi.json").handler(context -> Answer.now(context, document));
  }
}
