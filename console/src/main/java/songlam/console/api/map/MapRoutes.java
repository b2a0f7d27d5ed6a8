package songlam.console.api.map;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import songlam.console.api.Answer;
import songlam.console.api.Guard;
import songlam.console.api.Routes;
import songlam.console.api.health.Feeds;
import songlam.console.desk.Pulse;
import songlam.console.desk.Situation;
import songlam.core.access.Role;
import songlam.core.event.Caps;
import songlam.core.pipeline.StoreAwayException;
import songlam.core.store.AlertStore;
import songlam.core.store.IncidentStore;

/** {@code GET /map} and {@code GET /wall}. */
public final class MapRoutes implements Routes {
  private final MapView map;
  private final OpenAlerts open;
  private final WallView wall;
  private final Clock clock;

  /**
   * @param alerts what waits for people, and so do the incidents
   */
  public MapRoutes(
      Situation situation,
      MapView map,
      AlertStore alerts,
      IncidentStore incidents,
      Feeds feeds,
      Pulse pulse,
      Clock clock,
      Caps caps) {
    this.map = map;
    this.open = new OpenAlerts(alerts, incidents, caps);
    this.wall = new WallView(situation, map, open, feeds, pulse);
    this.clock = clock;
  }

  @Override
  public void mount(Router api, Guard guard) {
    api.get("/map").handler(guard.atLeast(Role.VIEWER)).handler(this::map);
    api.get("/wall")
        .handler(guard.atLeast(Role.VIEWER))
        .handler(context -> Answer.with(context, () -> wall.json(clock.millis())));
  }

  private void map(RoutingContext context) {
    boolean words = Guard.callerOf(context).role().includes(Role.OPERATOR);
    Answer.with(context, () -> withAlerts(map.json(clock.millis(), words)));
  }

  private JsonObject withAlerts(JsonObject body) {
    try {
      return body.put("alerts", open.placed()).put("storeAway", false);
    } catch (StoreAwayException away) {
      return body.put("alerts", new JsonArray()).put("storeAway", true);
    }
  }
}
