package songlam.core.correlate.pack;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.kie.api.KieBase;
import songlam.core.correlate.AlertSink;
import songlam.core.correlate.window.Happening;
import songlam.core.event.EcsField;
import songlam.core.event.RawRecord;
import songlam.core.pipeline.Detected;

/**
 * A pack with all its streams: the live one, one of late events, one per backfill session. For one
 * thread; deterministic.
 */
public final class PackEngine implements AutoCloseable {
  private static final String LATE = "\u0000late";

  private final Pack pack;
  private final KieBase rules;
  private final AlertSink sink;
  private final Predicate<String> enabled;
  private final Map<String, Lane> lanes = new HashMap<>();
  private long mutedBefore;

  /**
   * Compiles the pack.
   *
   * @param enabled whether a rule's alerts are wanted: {@code pack/rule}
   * @throws songlam.core.config.ConfigException when its DRL does not compile
   */
  public PackEngine(Pack pack, AlertSink sink, Predicate<String> enabled) {
    this.pack = pack;
    this.sink = sink;
    this.enabled = enabled;
    this.rules = RuleBase.compile(pack);
    lane(RawRecord.LIVE);
  }

  public Pack pack() {
    return pack;
  }

  /** Alerts whose evidence ends before this offset were raised before a restart: not again. */
  public void mutedBefore(long offset) {
    mutedBefore = offset;
    lanes.values().forEach(lane -> lane.stream().mutedBefore(offset));
  }

  public boolean wants(Detected detected) {
    if (pack.sourceTypes().isEmpty()) {
      return true;
    }
    String type = detected.event().text(EcsField.SONGLAM_SOURCE_TYPE);
    return type != null && pack.sourceTypes().contains(type);
  }

  public void on(Detected detected) {
    if (wants(detected)) {
      lane(detected.session()).on(detected);
    }
  }

  public void tick(long at) {
    lanes.values().forEach(lane -> lane.tick(at));
  }

  /** The oldest journal offset open windows rest on. */
  public long safeOffset(long none) {
    long safe = none;
    for (Lane lane : lanes.values()) {
      safe = Math.min(safe, lane.safeOffset(none));
    }
    return safe;
  }

  private Lane lane(String session) {
    return lanes.computeIfAbsent(session, this::newLane);
  }

  private Lane newLane(String session) {
    boolean late = !session.equals(RawRecord.LIVE);
    Stream stream = new Stream(pack, rules, late, sink, enabled);
    stream.mutedBefore(mutedBefore);
    return new Lane(stream, detected -> behind(session, detected));
  }

  /** What is late even among the late is taken by the time it has come to. */
  private void behind(String session, Detected detected) {
    if (session.equals(LATE)) {
      lane(LATE).stream().on(new Happening(detected.event(), detected.offset()));
    } else {
      lane(LATE).on(detected);
    }
  }

  @Override
  public void close() {
    lanes.values().forEach(lane -> lane.stream().close());
  }
}
