package songlam.console.api.map;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import songlam.console.api.Answer;
import songlam.console.api.Guard;
import songlam.console.api.Json;
import songlam.console.api.Routes;
import songlam.console.api.alert.AlertView;
import songlam.console.desk.Pulse;
import songlam.console.desk.Situation;
import songlam.core.access.Role;
import songlam.core.correlate.Condition;
import songlam.core.correlate.Pipeline;
import songlam.core.event.Text;
import songlam.core.incident.TriageState;
import songlam.core.normalise.Terrain;
import songlam.core.store.AlertSearch;
import songlam.core.store.AlertStore;
import songlam.core.store.IncidentSearch;
import songlam.core.store.IncidentStore;

/** {@code GET /map} and {@code GET /wall}: six tiles, the three most urgent alerts, the map. */
public final class MapRoutes implements Routes {
  /** A feed that is silent for longer shows "mất dữ liệu". */
  private static final long LOST_AFTER_MILLIS = 12_000;

  private static final Set<TriageState> OPEN =
      Set.of(TriageState.NEW, TriageState.ACKNOWLEDGED, TriageState.IN_PROGRESS);

  private final Situation situation;
  private final MapView map;
  private final AlertStore alerts;
  private final IncidentStore incidents;
  private final Pulse pulse;
  private final Clock clock;

  public MapRoutes(
      Situation situation,
      Terrain terrain,
      AlertStore alerts,
      IncidentStore incidents,
      Pulse pulse,
      Clock clock) {
    this.situation = situation;
    this.map = new MapView(situation, terrain);
    this.alerts = alerts;
    this.incidents = incidents;
    this.pulse = pulse;
    this.clock = clock;
  }

  @Override
  public void mount(Router api, Guard guard) {
    api.get("/map")
        .handler(guard.atLeast(Role.VIEWER))
        .handler(context -> Answer.with(context, () -> map.json(clock.millis())));
    api.get("/wall")
        .handler(guard.atLeast(Role.VIEWER))
        .handler(context -> Answer.with(context, this::wall));
  }

  private JsonObject wall() {
    long now = clock.millis();
    Map<Pipeline, Long> heard = new EnumMap<>(Pipeline.class);
    heard.putAll(situation.heard());
    Long security = heard.get(Pipeline.SECURITY);
    Long traffic = heard.get(Pipeline.TRAFFIC);
    Long services = heard.get(Pipeline.SERVICE);
    long up = situation.services().stream().filter(check -> check.up()).count();
    JsonArray tiles =
        new JsonArray()
            .add(
                tile(
                    "incidents",
                    "Sự cố đang mở",
                    "Open incidents",
                    openIncidents(),
                    "",
                    null,
                    security,
                    now))
            .add(
                tile(
                    "alerts",
                    "Cảnh báo chưa xử lý",
                    "Alerts untriaged",
                    newAlerts(),
                    "",
                    null,
                    security,
                    now))
            .add(
                tile(
                        "events",
                        "Sự kiện mỗi giây",
                        "Events per second",
                        pulse.perSecond(),
                        "/s",
                        null,
                        security,
                        now)
                    .put("trend", pulse.trend()))
            .add(
                tile(
                    "cameras",
                    "Camera trực tuyến",
                    "Cameras online",
                    map.camerasOnline(),
                    "",
                    map.camerasKnown(),
                    traffic,
                    now))
            .add(
                tile(
                    "reports",
                    "Phản ánh đang mở",
                    "Open reports",
                    situation.reports().size(),
                    "",
                    null,
                    (Long) now,
                    now))
            .add(
                tile(
                    "services",
                    "Dịch vụ hoạt động",
                    "Services up",
                    up,
                    "",
                    (long) situation.services().size(),
                    services,
                    now));
    JsonArray urgent = new JsonArray();
    alerts.search(urgentOnes()).items().forEach(alert -> urgent.add(AlertView.of(alert)));
    return new JsonObject()
        .put("at", Json.time(now))
        .put("tiles", tiles)
        .put("urgent", urgent)
        .put("map", map.json(now));
  }

  private static JsonObject tile(
      String id,
      String vi,
      String en,
      Number value,
      String unit,
      @Nullable Long target,
      @Nullable Long dataAt,
      long now) {
    return new JsonObject()
        .put("id", id)
        .put("label", Json.text(new Text(vi, en)))
        .put("value", value)
        .put("unit", unit)
        .put("trend", new JsonArray())
        .put("target", target)
        .put("dataAt", dataAt == null ? null : Json.time(dataAt))
        .put("feedLost", dataAt == null || now - dataAt > LOST_AFTER_MILLIS);
  }

  private long openIncidents() {
    return incidents.search(new IncidentSearch(OPEN, Set.of(), 0, null)).total();
  }

  private long newAlerts() {
    return alerts.search(search(Set.of(TriageState.NEW), Set.of(), 0)).total();
  }

  private static AlertSearch urgentOnes() {
    return search(OPEN, Set.of(Condition.ACTIVE), 3);
  }

  private static AlertSearch search(Set<TriageState> states, Set<Condition> conditions, int size) {
    return new AlertSearch(
        Set.of(),
        Set.of(),
        states,
        conditions,
        null,
        null,
        null,
        false,
        "",
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        AlertSearch.Order.URGENCY,
        size,
        null);
  }
}
