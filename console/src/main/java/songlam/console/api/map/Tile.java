package songlam.console.api.map;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;
import songlam.console.api.Json;
import songlam.console.api.health.Feeds.Feed;
import songlam.core.event.Text;

/**
 * One tile of the wall.
 *
 * @param value null when it cannot be told now
 * @param target what it should be, null for none
 * @param feed what the figure lives from
 */
record Tile(
    String id,
    Text label,
    @Nullable Number value,
    String unit,
    @Nullable Long target,
    JsonArray trend,
    Feed feed) {
  JsonObject json() {
    Long heardAt = feed.heardAt();
    return new JsonObject()
        .put("id", id)
        .put("label", Json.text(label))
        .put("value", value)
        .put("unit", unit)
        .put("trend", trend)
        .put("target", target)
        .put("dataAt", heardAt == null ? null : Json.time(heardAt))
        .put("lostAfterMillis", feed.lostAfterMillis())
        .put("feedLost", feed.lost())
        .put("stopped", new JsonArray(feed.stopped()));
  }
}
