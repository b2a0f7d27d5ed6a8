package songlam.core.correlate.window;

import java.util.List;
import songlam.core.event.EcsField;
import songlam.core.query.Query;

/**
 * A key has a value it never had, as far back as is remembered: a user signs in from a new country.
 *
 * @param match events that count
 * @param groupBy fields whose values keep keys apart
 * @param value the field
 * @param remember a value not seen for this long is new again, milliseconds
 * @param learn a key has no new values for this long after its first event, milliseconds
 */
public record Novelty(
    Query match, List<EcsField> groupBy, EcsField value, long remember, long learn)
    implements Watched {
  public Novelty {
    groupBy = List.copyOf(groupBy);
  }

  @Override
  public Novelty without(Query excepted) {
    return new Novelty(Watched.except(match, excepted), groupBy, value, remember, learn);
  }

  /** Each new value stands for itself. */
  @Override
  public long window() {
    return 0;
  }

  @Override
  public Lateness late() {
    return Lateness.LIVE;
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
