package songlam.console.api.map;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;
import songlam.console.api.Json;
import songlam.console.desk.Situation;
import songlam.core.event.GeoPoint;
import songlam.core.event.observation.CameraStatus;
import songlam.core.event.observation.FieldReport;
import songlam.core.event.observation.ServiceCheck;
import songlam.core.event.observation.Where;
import songlam.core.normalise.Asset;
import songlam.core.normalise.Terrain;

/** Everything that has a place, for the map and the wall. */
public final class MapView {
  private final Situation situation;
  private final Terrain terrain;

  public MapView(Situation situation, Terrain terrain) {
    this.situation = situation;
    this.terrain = terrain;
  }

  /**
   * @param words whether to tell what citizens wrote, which may name people
   */
  JsonObject json(long now, boolean words) {
    return new JsonObject()
        .put("cameras", cameras())
        .put("reports", reports(now, words))
        .put("services", services());
  }

  long camerasOnline() {
    return terrain.withRole("camera").stream()
        .map(asset -> situation.cameras().get(asset.name()))
        .filter(status -> status != null && status.status().equals("online"))
        .count();
  }

  long camerasKnown() {
    return terrain.withRole("camera").size();
  }

  /** Every camera of the assets, with its status when one was heard. */
  public JsonArray cameras() {
    JsonArray cameras = new JsonArray();
    var latest = situation.cameras();
    for (Asset asset : terrain.withRole("camera")) {
      CameraStatus status = latest.get(asset.name());
      cameras.add(
          new JsonObject()
              .put("id", asset.name())
              .put("name", asset.title())
              .put("place", asset.place() == null ? null : place(asset.place()))
              .put("status", status == null ? "unknown" : status.status())
              .put("since", status == null ? null : Json.time(status.observedAt())));
    }
    return cameras;
  }

  private JsonArray reports(long now, boolean words) {
    JsonArray reports = new JsonArray();
    for (FieldReport report : situation.reports()) {
      reports.add(
          new JsonObject()
              .put("id", report.report())
              .put("service", report.service())
              .put("status", report.status())
              .put("description", words ? report.description() : "")
              .put("place", place(report.where()))
              .put("due", due(report))
              .put("overdue", report.dueAt() < now));
    }
    return reports;
  }

  private JsonArray services() {
    JsonArray services = new JsonArray();
    for (ServiceCheck check : situation.services()) {
      Asset asset = terrain.named(check.asset());
      services.add(
          new JsonObject()
              .put("id", check.service())
              .put("name", check.service())
              .put("status", check.up() ? "up" : "down")
              .put("place", asset == null || asset.place() == null ? null : place(asset.place())));
    }
    return services;
  }

  /** When a report must be answered, null for never. */
  public static @Nullable String due(FieldReport report) {
    return report.dueAt() == Long.MAX_VALUE ? null : Json.time(report.dueAt());
  }

  /** A place with a point, null when it has none. */
  public static @Nullable JsonObject place(Where where) {
    GeoPoint point = where.location();
    return point == null
        ? null
        : new JsonObject()
            .put("name", where.name())
            .put("communeCode", where.communeCode())
            .put("location", new JsonObject().put("lat", point.lat()).put("lon", point.lon()));
  }
}
