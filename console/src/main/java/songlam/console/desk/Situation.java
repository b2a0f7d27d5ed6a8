package songlam.console.desk;

import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import songlam.core.correlate.Pipeline;
import songlam.core.event.EcsField;
import songlam.core.event.observation.CameraStatus;
import songlam.core.event.observation.FieldReport;
import songlam.core.event.observation.Observation;
import songlam.core.event.observation.ServiceCheck;
import songlam.core.pipeline.Correlation;
import songlam.core.pipeline.Detected;

/**
 * How things stand now: cameras, reports, services, and when each pipeline last heard anything.
 * Stands in front of correlation and lets everything through. Bounded; safe for many threads.
 */
public final class Situation implements Correlation {
  private static final int MOST_REPORTS = 20_000;

  private final Correlation next;
  private final Map<String, CameraStatus> cameras = new ConcurrentHashMap<>();
  private final Map<String, FieldReport> reports =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, FieldReport> eldest) {
              return size() > MOST_REPORTS;
            }
          });
  private final Map<String, ServiceCheck> services = new ConcurrentHashMap<>();
  private final Map<Pipeline, Long> heard =
      Collections.synchronizedMap(new EnumMap<>(Pipeline.class));
  private final LongAdder events = new LongAdder();

  public Situation(Correlation next) {
    this.next = next;
  }

  @Override
  public void accept(Detected detected) {
    events.increment();
    String type = detected.event().text(EcsField.SONGLAM_SOURCE_TYPE);
    if (detected.session().isEmpty()) {
      heard.merge(pipelineOf(type == null ? "" : type), detected.receivedAt(), Math::max);
    }
    Observation.of(detected.event()).ifPresent(this::note);
    next.accept(detected);
  }

  private void note(Observation observation) {
    switch (observation) {
      case CameraStatus status -> cameras.put(status.camera(), status);
      case FieldReport report -> {
        if (report.status().equals("closed")) {
          reports.remove(report.report());
        } else {
          reports.put(report.report(), report);
        }
      }
      case ServiceCheck check -> services.put(check.service(), check);
      default -> {}
    }
  }

  /** The pipeline that events of this source type belong to. */
  public static Pipeline pipelineOf(String type) {
    return switch (type) {
      case "frigate" -> Pipeline.TRAFFIC;
      case "press" -> Pipeline.PRESS;
      case "open311" -> Pipeline.FIELD_REPORT;
      case "probe" -> Pipeline.SERVICE;
      case "platform-log" -> Pipeline.PLATFORM;
      default -> Pipeline.SECURITY;
    };
  }

  /** Latest status of each camera heard of. */
  public Map<String, CameraStatus> cameras() {
    return Map.copyOf(cameras);
  }

  /** Open reports. */
  public List<FieldReport> reports() {
    synchronized (reports) {
      return List.copyOf(reports.values());
    }
  }

  /** Latest check of each service. */
  public List<ServiceCheck> services() {
    return services.values().stream().sorted(Comparator.comparing(ServiceCheck::service)).toList();
  }

  /** When each pipeline last received anything, wall clock in milliseconds. */
  public Map<Pipeline, Long> heard() {
    synchronized (heard) {
      return Map.copyOf(heard);
    }
  }

  /** Events since the start. */
  public long events() {
    return events.sum();
  }

  @Override
  public void tick(long offset, long at) {
    next.tick(offset, at);
  }

  @Override
  public long safeOffset(long upTo) {
    return next.safeOffset(upTo);
  }

  @Override
  public void replayUntil(long offset) {
    next.replayUntil(offset);
  }

  @Override
  public void activate(long offset, String pack, String version) {
    next.activate(offset, pack, version);
  }

  @Override
  public void flush() {
    next.flush();
  }
}
