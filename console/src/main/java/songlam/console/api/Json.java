package songlam.console.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;
import songlam.core.event.Reason;
import songlam.core.event.Text;
import songlam.core.event.Timestamps;

/** How the vocabulary looks in the API's JSON. */
public final class Json {
  private Json() {}

  public static JsonObject text(Text text) {
    return new JsonObject().put("vi", text.vi()).put("en", text.en());
  }

  /** ISO 8601 in UTC with milliseconds. */
  public static String time(long millis) {
    return Timestamps.iso(millis);
  }

  /** Counts by the labels of their reasons. */
  public static JsonObject reasons(Map<Reason, Long> counts) {
    JsonObject object = new JsonObject();
    new TreeMap<>(counts).forEach((reason, count) -> object.put(reason.label(), count));
    return object;
  }

  /** Texts as a JSON array. */
  public static JsonArray texts(Iterable<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }
}
