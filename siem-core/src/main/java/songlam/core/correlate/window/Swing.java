package songlam.core.correlate.window;

import java.util.List;
import org.jspecify.annotations.Nullable;
import songlam.core.event.EcsField;
import songlam.core.query.Query;

/**
 * A threshold with hysteresis: it begins to hold when what the window holds reaches one bound, and
 * holds until it has sunk to a lower one, so that a value around one bound does not flutter.
 *
 * @param match events that count
 * @param groupBy fields whose values keep keys apart
 * @param window milliseconds
 * @param distinct counts different values of this field, null for events
 * @param sum adds up this field, null for events
 * @param risesTo holds from here
 * @param fallsTo is over when it is no more than this
 */
public record Swing(
    Query match,
    List<EcsField> groupBy,
    long window,
    @Nullable EcsField distinct,
    @Nullable EcsField sum,
    long risesTo,
    long fallsTo)
    implements Watched {
  public Swing {
    groupBy = List.copyOf(groupBy);
  }

  @Override
  public Swing without(Query excepted) {
    return new Swing(
        Watched.except(match, excepted), groupBy, window, distinct, sum, risesTo, fallsTo);
  }

  @Override
  public Lateness late() {
    return Lateness.ANEW;
  }

  @Override
  public boolean isStanding() {
    return true;
  }

  @Override
  public String fingerprint() {
    return toString();
  }
}
