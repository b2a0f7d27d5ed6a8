package songlam.core.correlate.window;

import java.util.List;
import songlam.core.event.EcsField;
import songlam.core.query.Query;

/**
 * Enough events near each other in place and time. Each cluster is a key of its own, named after
 * the point it began at.
 *
 * @param match events that count
 * @param groupBy fields whose values keep clusters apart, may be none
 * @param location the field of the point
 * @param radius metres around an event
 * @param window milliseconds
 * @param count so many events within the radius of the latest, itself included
 */
public record Cluster(
    Query match, List<EcsField> groupBy, EcsField location, double radius, long window, long count)
    implements Watched {
  public Cluster {
    groupBy = List.copyOf(groupBy);
  }

  @Override
  public Cluster without(Query excepted) {
    return new Cluster(Watched.except(match, excepted), groupBy, location, radius, window, count);
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
