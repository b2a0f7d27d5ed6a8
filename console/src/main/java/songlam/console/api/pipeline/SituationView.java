package songlam.console.api.pipeline;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import songlam.console.api.Json;
import songlam.console.api.map.MapView;
import songlam.console.desk.Situation;
import songlam.core.event.observation.FieldReport;
import songlam.core.event.observation.PressItem;
import songlam.core.event.observation.ServiceCheck;
import songlam.core.event.observation.TrafficCount;

/** The tabs of the civic pipelines, from how things stand. */
public final class SituationView {
  private static final int SHOWN_ITEMS = 200;
  private static final int SHOWN_REPORTS = 1_000;

  private final Situation situation;
  private final MapView map;

  public SituationView(Situation situation, MapView map) {
    this.situation = situation;
    this.map = map;
  }

  /** Cameras as the map has them, each with what it counts. */
  JsonObject traffic() {
    Map<String, JsonArray> counts = new TreeMap<>();
    for (TrafficCount count : situation.counts()) {
      counts
          .computeIfAbsent(count.camera(), _ -> new JsonArray())
          .add(
              new JsonObject()
                  .put("object", count.object())
                  .put("count", count.count())
                  .put("at", Json.time(count.observedAt())));
    }
    JsonArray cameras = map.cameras();
    for (int i = 0; i < cameras.size(); i++) {
      JsonObject camera = cameras.getJsonObject(i);
      camera.put("counts", counts.getOrDefault(camera.getString("id"), new JsonArray()));
    }
    return new JsonObject().put("cameras", cameras);
  }

  /** Every feed with its last item, how many items are held, and the youngest of them. */
  JsonObject press() {
    List<PressItem> latest = situation.press();
    Map<String, JsonObject> feeds = new TreeMap<>();
    for (PressItem item : latest) {
      JsonObject feed =
          feeds.computeIfAbsent(
              item.feed(),
              name ->
                  new JsonObject()
                      .put("name", name)
                      .put("items", 0)
                      .put("lastPublished", Json.time(item.published())));
      feed.put("items", feed.getInteger("items") + 1);
    }
    JsonArray items = new JsonArray();
    latest.stream().limit(SHOWN_ITEMS).forEach(item -> items.add(item(item)));
    return new JsonObject()
        .put("feeds", new JsonArray(List.copyOf(feeds.values())))
        .put("held", latest.size())
        .put("items", items);
  }

  private static JsonObject item(PressItem item) {
    return new JsonObject()
        .put("url", item.url())
        .put("title", item.title())
        .put("feed", item.feed())
        .put("published", Json.time(item.published()))
        .put("tone", item.tone())
        .put("story", item.story())
        .put("communes", Json.texts(item.communes()));
  }

  /** Open reports, the one due first on top. */
  JsonObject reports(long now) {
    List<FieldReport> open = situation.reports();
    JsonArray items = new JsonArray();
    open.stream()
        .sorted(Comparator.comparingLong(FieldReport::dueAt))
        .limit(SHOWN_REPORTS)
        .forEach(report -> items.add(report(report, now)));
    return new JsonObject()
        .put("open", open.size())
        .put("overdue", open.stream().filter(report -> report.dueAt() < now).count())
        .put("letGo", situation.reportsLetGo())
        .put("reports", items);
  }

  private static JsonObject report(FieldReport report, long now) {
    return new JsonObject()
        .put("id", report.report())
        .put("service", report.service())
        .put("description", report.description())
        .put("address", report.address())
        .put("place", MapView.place(report.where()))
        .put("requestedAt", Json.time(report.requestedAt()))
        .put("due", MapView.due(report))
        .put("overdue", report.dueAt() < now);
  }

  /** Latest check of each service; those that are down on top. */
  JsonObject services() {
    JsonArray services = new JsonArray();
    situation.services().stream()
        .sorted(Comparator.comparing(ServiceCheck::up).thenComparing(ServiceCheck::service))
        .forEach(check -> services.add(service(check)));
    return new JsonObject().put("services", services);
  }

  private static JsonObject service(ServiceCheck check) {
    Long expires = check.certificateExpires();
    return new JsonObject()
        .put("service", check.service())
        .put("kind", check.kind())
        .put("host", check.host())
        .put("up", check.up())
        .put("durationMillis", check.durationMillis())
        .put("status", check.status())
        .put("certificateExpires", expires == null ? null : Json.time(expires))
        .put("error", check.error())
        .put("at", Json.time(check.observedAt()));
  }
}
