package songlam.console.api.place;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import songlam.console.api.Answer;
import songlam.console.api.Guard;
import songlam.console.api.Routes;
import songlam.core.access.Role;
import songlam.core.registry.Commune;
import songlam.core.registry.Gazetteer;

/** {@code GET /places}: the communes; {@code GET /boundaries}: GeoJSON the administrator named. */
public final class PlaceRoutes implements Routes {
  private final Gazetteer gazetteer;
  private final @Nullable Path boundaries;

  /**
   * @param boundaries GeoJSON file of the communes, null when none is configured
   */
  public PlaceRoutes(Gazetteer gazetteer, @Nullable Path boundaries) {
    this.gazetteer = gazetteer;
    this.boundaries = boundaries;
  }

  @Override
  public void mount(Router api, Guard guard) {
    JsonObject places = places();
    api.get("/places")
        .handler(guard.atLeast(Role.VIEWER))
        .handler(context -> Answer.now(context, places));
    api.get("/boundaries")
        .handler(guard.atLeast(Role.VIEWER))
        .handler(
            context -> {
              if (boundaries == null) {
                context.response().setStatusCode(204).end();
              } else {
                context
                    .response()
                    .putHeader("content-type", "application/geo+json")
                    .sendFile(boundaries.toString())
                    .onFailure(context::fail);
              }
            });
  }

  private JsonObject places() {
    JsonArray communes = new JsonArray();
    for (Commune commune : gazetteer.communes()) {
      communes.add(
          new JsonObject()
              .put("code", commune.code())
              .put("name", commune.name())
              .put("kind", commune.kind())
              .put("lat", commune.centre().lat())
              .put("lon", commune.centre().lon()));
    }
    return new JsonObject().put("communes", communes);
  }
}
