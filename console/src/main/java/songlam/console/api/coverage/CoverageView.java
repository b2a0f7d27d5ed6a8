package songlam.console.api.coverage;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import songlam.console.api.Json;
import songlam.console.desk.RuleCoverage.Span;
import songlam.core.rule.coverage.Technique;

/** How the matrix looks in JSON. */
public final class CoverageView {
  private CoverageView() {}

  /** Techniques, and how many there are of each level in each tactic. */
  public static JsonObject of(List<Technique> techniques, Span span) {
    JsonArray items = new JsonArray();
    techniques.forEach(technique -> items.add(of(technique)));
    return new JsonObject()
        .put("firingDays", span.firingDays())
        .put("provenHours", span.provenHours())
        .put("tactics", tactics(techniques))
        .put("items", items);
  }

  private static JsonArray tactics(List<Technique> techniques) {
    Map<String, Map<Technique.Level, Integer>> counts = new TreeMap<>();
    for (Technique technique : techniques) {
      for (String tactic : technique.tactics()) {
        counts
            .computeIfAbsent(tactic, _ -> new TreeMap<>())
            .merge(technique.level(), 1, Integer::sum);
      }
    }
    JsonArray tactics = new JsonArray();
    counts.forEach(
        (name, levels) -> {
          JsonObject tactic = new JsonObject().put("tactic", name);
          for (Technique.Level level : Technique.Level.values()) {
            tactic.put(label(level), levels.getOrDefault(level, 0));
          }
          tactics.add(tactic);
        });
    return tactics;
  }

  private static JsonObject of(Technique technique) {
    return new JsonObject()
        .put("technique", technique.id())
        .put("tactics", Json.texts(technique.tactics()))
        .put("level", label(technique.level()))
        .put("rules", Json.texts(technique.rules()))
        .put("enabled", Json.texts(technique.enabled()))
        .put("proven", Json.texts(technique.proven()))
        .put("firing", Json.texts(technique.firing()))
        .put("shadow", Json.texts(technique.shadow()))
        .put("alerts", technique.alerts());
  }

  static String label(Technique.Level level) {
    return level.name().toLowerCase(Locale.ROOT);
  }
}
