package songlam.console.desk;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import songlam.core.correlate.Pipeline;

/**
 * When each pipeline and each source type last received anything. A pipeline that lives from
 * several types still hears of the others when one of them stops: that one is named. Safe for many
 * threads.
 */
final class Hearing {
  private final Map<Pipeline, Silence> pipelines = new EnumMap<>(Pipeline.class);
  private final Map<String, Silence> types = new ConcurrentHashMap<>();

  Hearing() {
    for (Pipeline pipeline : Pipeline.values()) {
      pipelines.put(pipeline, new Silence());
    }
  }

  /** A record of this source type came at this wall clock. */
  void heard(String type, long at) {
    heard(pipelineOf(type), at);
    types.computeIfAbsent(type, _ -> new Silence()).heard(at);
  }

  /** The pipeline heard something at this wall clock. */
  void heard(Pipeline pipeline, long at) {
    of(pipeline).heard(at);
  }

  /** Wall clock of the last record of each pipeline that ever had one. */
  Map<Pipeline, Long> latest() {
    Map<Pipeline, Long> latest = new EnumMap<>(Pipeline.class);
    pipelines.forEach(
        (pipeline, silence) -> {
          if (silence.last() > 0) {
            latest.put(pipeline, silence.last());
          }
        });
    return latest;
  }

  /** How long the pipeline may be silent before its feed counts as lost, milliseconds. */
  long allowed(Pipeline pipeline) {
    return of(pipeline).allowed();
  }

  /** Source types of the pipeline that came by a rhythm and have stopped, in order. */
  List<String> stopped(Pipeline pipeline, long now) {
    return types.entrySet().stream()
        .filter(entry -> pipelineOf(entry.getKey()) == pipeline)
        .filter(entry -> entry.getValue().hasStopped(now))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private Silence of(Pipeline pipeline) {
    return Objects.requireNonNull(pipelines.get(pipeline));
  }

  /** The pipeline that events of this source type belong to. */
  static Pipeline pipelineOf(String type) {
    return switch (type) {
      case "frigate" -> Pipeline.TRAFFIC;
      case "press" -> Pipeline.PRESS;
      case "open311" -> Pipeline.FIELD_REPORT;
      case "probe" -> Pipeline.SERVICE;
      case "platform-log" -> Pipeline.PLATFORM;
      default -> Pipeline.SECURITY;
    };
  }
}
