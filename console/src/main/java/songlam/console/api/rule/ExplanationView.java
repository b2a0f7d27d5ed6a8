package songlam.console.api.rule;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import songlam.console.api.Json;
import songlam.core.detect.Explanation;

/** How explanations look. */
final class ExplanationView {
  private ExplanationView() {}

  static JsonObject of(Explanation part) {
    JsonArray parts = new JsonArray();
    part.parts().forEach(inner -> parts.add(of(inner)));
    List<String> seen = part.seen();
    return new JsonObject()
        .put("what", part.what())
        .put("held", part.held())
        .put("seen", seen == null ? null : Json.texts(seen))
        .put("parts", parts);
  }
}
