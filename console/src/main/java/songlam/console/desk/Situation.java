package songlam.console.desk;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import songlam.core.correlate.Pipeline;
import songlam.core.event.Cap;
import songlam.core.event.Caps;
import songlam.core.event.EcsField;
import songlam.core.event.observation.CameraStatus;
import songlam.core.event.observation.FieldReport;
import songlam.core.event.observation.Observation;
import songlam.core.event.observation.PressItem;
import songlam.core.event.observation.ServiceCheck;
import songlam.core.event.observation.TrafficCount;
import songlam.core.event.observation.TrafficTrack;
import songlam.core.journal.SystemStore;
import songlam.core.pipeline.Bystander;
import songlam.core.pipeline.Correlation;
import songlam.core.pipeline.Detected;

/**
 * How things stand now: cameras, reports, services, and when each pipeline last heard anything.
 * Stands the same after a restart. Bounded; fed by one thread, read by many.
 */
public final class Situation extends Bystander {
  private static final Logger LOG = LoggerFactory.getLogger(Situation.class);

  private final SituationMemory memory;
  private final Caps caps;
  private final Map<String, CameraStatus> cameras = new ConcurrentHashMap<>();
  private final Map<String, FieldReport> reports;
  private final Map<String, ServiceCheck> services = new ConcurrentHashMap<>();
  private final Map<String, TrafficCount> counts = new ConcurrentHashMap<>();
  private final Map<String, PressItem> press;
  private final Hearing hearing = new Hearing();
  private final LongAdder events = new LongAdder();

  /** Takes up what the system store has kept. */
  public Situation(Correlation next, SystemStore system, Caps caps) {
    super(next);
    this.caps = caps;
    this.reports = Collections.synchronizedMap(caps.bounded(Cap.SITUATION_REPORTS));
    this.press = Collections.synchronizedMap(caps.bounded(Cap.SITUATION_PRESS));
    this.memory = new SituationMemory(system);
    try {
      SituationMemory.Snapshot kept = memory.recall().orElse(null);
      if (kept != null) {
        kept.heard().forEach(hearing::heard);
        kept.observations().forEach(this::note);
        goOnFrom(kept.next());
      }
    } catch (UncheckedIOException e) {
      LOG.error("what was known of cameras, reports and services cannot be read", e);
    }
  }

  @Override
  public void accept(Detected detected) {
    events.increment();
    super.accept(detected);
  }

  @Override
  protected void hear(Detected detected) {
    if (detected.session().isEmpty()) {
      String type = detected.event().text(EcsField.SONGLAM_SOURCE_TYPE);
      hearing.heard(type == null ? "" : type, detected.receivedAt());
    }
    Observation.of(detected.event()).ifPresent(this::note);
  }

  private void note(Observation observation) {
    switch (observation) {
      case CameraStatus status -> hold(cameras, status.camera(), status);
      case FieldReport report -> {
        if (report.status().equals("closed")) {
          reports.remove(report.report());
        } else {
          reports.put(report.report(), report);
        }
      }
      case ServiceCheck check -> hold(services, check.service(), check);
      case TrafficCount count -> hold(counts, count.camera() + '/' + count.object(), count);
      case PressItem item -> press.put(item.url(), item);
      case TrafficTrack _ -> {}
    }
  }

  /** A sender that makes names up must not fill the memory. */
  private <T> void hold(Map<String, T> things, String name, T thing) {
    if (things.size() < Cap.SITUATION_THINGS.limit() || things.containsKey(name)) {
      things.put(name, thing);
    } else {
      caps.reached(Cap.SITUATION_THINGS);
    }
  }

  /** The pipeline that events of this source type belong to. */
  public static Pipeline pipelineOf(String type) {
    return Hearing.pipelineOf(type);
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

  /** Latest count of each kind of object on each camera. */
  public List<TrafficCount> counts() {
    return counts.values().stream()
        .sorted(Comparator.comparing(TrafficCount::camera).thenComparing(TrafficCount::object))
        .toList();
  }

  /** Latest press items, the youngest first. */
  public List<PressItem> press() {
    synchronized (press) {
      return press.values().stream()
          .sorted(Comparator.comparingLong(PressItem::published).reversed())
          .toList();
    }
  }

  /** When each pipeline last received anything, wall clock in milliseconds. */
  public Map<Pipeline, Long> heard() {
    return hearing.latest();
  }

  /** How long the pipeline may be silent before its feed counts as lost, milliseconds. */
  public long silenceAllowed(Pipeline pipeline) {
    return hearing.allowed(pipeline);
  }

  /** Source types of the pipeline that came by a rhythm and have stopped, in order. */
  public List<String> stopped(Pipeline pipeline, long now) {
    return hearing.stopped(pipeline, now);
  }

  /** Open reports that had to leave because there were too many. */
  public long reportsLetGo() {
    return caps.count(Cap.SITUATION_REPORTS);
  }

  /** Events since the start. */
  public long events() {
    return events.sum();
  }

  @Override
  protected void keep(long upTo) {
    List<Observation> all = new ArrayList<>();
    all.addAll(cameras.values());
    all.addAll(reports());
    all.addAll(services.values());
    all.addAll(counts.values());
    synchronized (press) {
      all.addAll(press.values());
    }
    memory.keep(upTo, heard(), all);
  }
}
