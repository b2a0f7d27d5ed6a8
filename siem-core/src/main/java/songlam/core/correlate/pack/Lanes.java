package songlam.core.correlate.pack;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import songlam.core.correlate.window.StateReader;
import songlam.core.correlate.window.StateWriter;
import songlam.core.event.RawRecord;
import songlam.core.pipeline.Detected;

/**
 * The lanes of a pack by session: the live one, which stays, and those of backfills, of what came
 * late and of canaries, which end when nothing more is heard of them. For one thread.
 */
final class Lanes implements AutoCloseable {
  private static final int MOST = 64;

  /** Begins the name of the lane of what is late for the live one; twice, for that. */
  private static final String LATE = "\u0000";

  /** What is late in a late lane goes to the next; the last one takes it as it comes. */
  private static final int LATE_LANES = 3;

  private static final long ENDS_AFTER = 600_000;

  /** A canary is sent at once; what becomes of it shows within seconds. */
  private static final long CANARY_ENDS_AFTER = 20_000;

  private final Function<String, Lane> maker;
  private final Map<String, Lane> lanes = new LinkedHashMap<>();
  private long evictedBefore;

  /**
   * @param maker makes the lane of a session
   */
  Lanes(Function<String, Lane> maker) {
    this.maker = maker;
  }

  /** The lane of a session, begun when there is none; the one longest silent makes room. */
  Lane of(String session) {
    Lane lane = lanes.get(session);
    if (lane == null) {
      lane = maker.apply(session);
      lanes.put(session, lane);
      if (lanes.size() > MOST) {
        evictedBefore++;
        lanes.entrySet().stream()
            .filter(entry -> !isLive(entry.getKey()) && !entry.getKey().equals(session))
            .min(Comparator.comparingLong(entry -> entry.getValue().heardAt()))
            .map(Map.Entry::getKey)
            .ifPresent(this::end);
      }
    }
    return lane;
  }

  /** Takes what is late in a lane. */
  void behind(String session, Detected detected) {
    if (session.endsWith(LATE.repeat(LATE_LANES))) {
      of(session).squeezeIn(detected.event());
    } else {
      of(session + LATE).on(detected);
    }
  }

  /** Whether this is a lane of what was late for the live one. */
  static boolean isLate(String session) {
    return session.startsWith(LATE);
  }

  /** Wall clock has come to here, as the journal says, milliseconds. */
  void tick(long at) {
    List<String> over = new ArrayList<>();
    lanes.forEach(
        (session, lane) -> {
          lane.tick(at);
          if (!isLive(session) && at - lane.heardAt() > patience(session)) {
            over.add(session);
          }
        });
    over.forEach(this::end);
  }

  private static boolean isLive(String session) {
    return session.equals(RawRecord.LIVE);
  }

  private static long patience(String session) {
    return RawRecord.isCanary(session) ? CANARY_ENDS_AFTER : ENDS_AFTER;
  }

  /** Nothing more comes: what is open has ended. */
  void finish() {
    List.copyOf(lanes.keySet()).forEach(this::end);
  }

  private void end(String session) {
    Lane lane = lanes.remove(session);
    if (lane != null) {
      lane.finish();
      evictedBefore += lane.stream().evicted() + lane.hurried();
      lane.stream().close();
    }
  }

  void each(Consumer<Stream> change) {
    lanes.values().forEach(lane -> change.accept(lane.stream()));
  }

  /** Keys, episodes and sessions that had to be let go for want of room, and events hurried. */
  long evicted() {
    long evicted = evictedBefore;
    for (Lane lane : lanes.values()) {
      evicted += lane.stream().evicted() + lane.hurried();
    }
    return evicted;
  }

  void save(StateWriter out) {
    out.number(evictedBefore).number(lanes.size());
    lanes.forEach(
        (session, lane) -> {
          out.text(session);
          lane.save(out);
        });
  }

  void restore(StateReader in) {
    evictedBefore = in.number();
    for (long left = in.number(); left > 0; left--) {
      of(in.text()).restore(in);
    }
  }

  @Override
  public void close() {
    lanes.values().forEach(lane -> lane.stream().close());
  }
}
