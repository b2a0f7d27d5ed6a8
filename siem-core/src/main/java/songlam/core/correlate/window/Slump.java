package songlam.core.correlate.window;

import java.util.List;
import songlam.core.event.EcsField;
import songlam.core.query.Query;

/**
 * The values of a key sink below a share of what is usual for it at this hour of the day: traffic
 * on a road slower than half its own median.
 *
 * @param match events that count
 * @param groupBy fields whose values keep keys apart
 * @param value the numeric field
 * @param window span of event time the latest values are taken from, milliseconds
 * @param count at least this many values in the window, and in an hour that is learnt from
 * @param factor the share, below one
 * @param learn hours of so many days are known before anything is told
 */
public record Slump(
    Query match,
    List<EcsField> groupBy,
    EcsField value,
    long window,
    long count,
    double factor,
    long learn)
    implements Watched {
  public Slump {
    groupBy = List.copyOf(groupBy);
  }

  @Override
  public Slump without(Query excepted) {
    return new Slump(Watched.except(match, excepted), groupBy, value, window, count, factor, learn);
  }

  @Override
  public Lateness late() {
    return Lateness.ANEW_WHEN_SETTLED;
  }

  @Override
  public boolean isStanding() {
    return false;
  }

  @Override
  public String fingerprint() {
    return toString();
  }
}
