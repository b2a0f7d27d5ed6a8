package songlam.console.api.map;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import songlam.console.api.Json;
import songlam.console.api.health.Feeds;
import songlam.console.desk.Pulse;
import songlam.console.desk.Situation;
import songlam.core.correlate.Pipeline;
import songlam.core.event.Text;
import songlam.core.pipeline.StoreAwayException;

/**
 * The wall: six tiles, the three most urgent alerts, the map. Whole even while the store is away.
 */
final class WallView {
  private final Situation situation;
  private final MapView map;
  private final OpenAlerts open;
  private final Feeds feeds;
  private final Pulse pulse;
  private final Trends trends = new Trends();

  WallView(Situation situation, MapView map, OpenAlerts open, Feeds feeds, Pulse pulse) {
    this.situation = situation;
    this.map = map;
    this.open = open;
    this.feeds = feeds;
    this.pulse = pulse;
  }

  JsonObject json(long now) {
    JsonArray urgent = orNull(open::urgent);
    JsonArray tiles = new JsonArray();
    tiles
        .add(incidents(now))
        .add(alerts(now))
        .add(events(now))
        .add(cameras(now))
        .add(reports(now))
        .add(services(now));
    JsonArray placed = urgent == null ? null : orNull(open::placed);
    return new JsonObject()
        .put("at", Json.time(now))
        .put("storeAway", urgent == null)
        .put("tiles", tiles)
        .put("urgent", urgent == null ? new JsonArray() : urgent)
        .put("map", map.json(now, false).put("alerts", placed == null ? new JsonArray() : placed));
  }

  private JsonObject incidents(long now) {
    return tile(
        "incidents",
        new Text("Sự cố đang mở", "Open incidents"),
        orNull(open::openIncidents),
        null,
        Pipeline.SECURITY,
        now);
  }

  private JsonObject alerts(long now) {
    return tile(
        "alerts",
        new Text("Cảnh báo chưa xử lý", "Alerts untriaged"),
        orNull(open::untriaged),
        null,
        Pipeline.SECURITY,
        now);
  }

  private JsonObject events(long now) {
    return new Tile(
            "events",
            new Text("Sự kiện mỗi giây", "Events per second"),
            pulse.perSecond(),
            "/s",
            null,
            pulse.trend(),
            feeds.of(Pipeline.SECURITY, now))
        .json();
  }

  private JsonObject cameras(long now) {
    return tile(
        "cameras",
        new Text("Camera trực tuyến", "Cameras online"),
        map.camerasOnline(),
        map.camerasKnown(),
        Pipeline.TRAFFIC,
        now);
  }

  private JsonObject reports(long now) {
    return tile(
        "reports",
        new Text("Phản ánh đang mở", "Open reports"),
        situation.reports().size(),
        null,
        Pipeline.FIELD_REPORT,
        now);
  }

  private JsonObject services(long now) {
    var checks = situation.services();
    return tile(
        "services",
        new Text("Dịch vụ hoạt động", "Services up"),
        checks.stream().filter(check -> check.up()).count(),
        (long) checks.size(),
        Pipeline.SERVICE,
        now);
  }

  private JsonObject tile(
      String id,
      Text label,
      @Nullable Number value,
      @Nullable Long target,
      Pipeline from,
      long now) {
    JsonArray trend = value == null ? new JsonArray() : trends.of(id, value, now);
    return new Tile(id, label, value, "", target, trend, feeds.of(from, now)).json();
  }

  private static <T> @Nullable T orNull(Supplier<T> asked) {
    try {
      return asked.get();
    } catch (StoreAwayException away) {
      return null;
    }
  }
}
