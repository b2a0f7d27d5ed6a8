package songlam.console.api.health;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import songlam.console.api.Json;
import songlam.console.desk.Situation;
import songlam.core.correlate.Pipeline;

/**
 * Whether what each pipeline lives from still comes in. A feed is lost when it is silent for longer
 * than it ever is, or when every input of its pipeline is down.
 */
public final class Feeds {
  private static final String INPUT = "input ";

  private final Situation situation;
  private final Supplier<Health> health;
  private final Map<String, String> typeBySource;

  /**
   * @param typeBySource source type of each input
   */
  public Feeds(Situation situation, Supplier<Health> health, Map<String, String> typeBySource) {
    this.situation = situation;
    this.health = health;
    this.typeBySource = Map.copyOf(typeBySource);
  }

  /**
   * @param heardAt wall clock of the last record, null for none since the start
   * @param lostAfterMillis silence that means loss, null where silence is normal
   * @param stopped source types of the pipeline that have stopped while others may go on
   */
  public record Feed(
      Pipeline pipeline,
      @Nullable Long heardAt,
      @Nullable Long lostAfterMillis,
      boolean lost,
      List<String> stopped) {
    /** As the API tells it. */
    public JsonObject json() {
      return new JsonObject()
          .put("pipeline", pipeline.label())
          .put("heardAt", heardAt == null ? null : Json.time(heardAt))
          .put("lostAfterMillis", lostAfterMillis)
          .put("lost", lost)
          .put("stopped", new JsonArray(stopped));
    }
  }

  /** How the pipeline's feed stands. */
  public Feed of(Pipeline pipeline, long now) {
    return of(pipeline, now, health.get());
  }

  /** Every feed. */
  public List<Feed> all(long now) {
    Health parts = health.get();
    return List.of(Pipeline.values()).stream().map(one -> of(one, now, parts)).toList();
  }

  private Feed of(Pipeline pipeline, long now, Health parts) {
    Long heardAt = situation.heard().get(pipeline);
    boolean quietIsNormal = pipeline == Pipeline.FIELD_REPORT;
    Long allowed = quietIsNormal ? null : (Long) situation.silenceAllowed(pipeline);
    boolean silent = allowed != null && (heardAt == null || now - heardAt > allowed);
    List<String> stopped = quietIsNormal ? List.of() : situation.stopped(pipeline, now);
    return new Feed(pipeline, heardAt, allowed, silent || inputsDown(pipeline, parts), stopped);
  }

  private boolean inputsDown(Pipeline pipeline, Health parts) {
    List<Health.Part> inputs = parts.parts().stream().filter(p -> feeds(p, pipeline)).toList();
    return !inputs.isEmpty()
        && inputs.stream().allMatch(part -> part.status() == Health.Status.DOWN);
  }

  private boolean feeds(Health.Part part, Pipeline pipeline) {
    if (!part.name().startsWith(INPUT)) {
      return false;
    }
    String type = typeBySource.get(part.name().substring(INPUT.length()));
    return type != null && Situation.pipelineOf(type) == pipeline;
  }
}
