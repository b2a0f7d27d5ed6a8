package songlam.core.correlate.window;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import songlam.core.event.EcsField;
import songlam.core.event.GeoPoint;
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
  public Lateness late() {
    return Lateness.ANEW;
  }

  @Override
  public boolean isStanding() {
    return false;
  }

  /** The key of a cluster of this group that began there. */
  String key(String group, GeoPoint begun) {
    String name = String.format(Locale.ROOT, "%.4f,%.4f", begun.lat(), begun.lon());
    return group.isEmpty() ? name : group + " " + name;
  }

  /** Whether a cluster that began at one place holds what is near another. */
  boolean holds(GeoPoint begun, GeoPoint other) {
    return begun.metresTo(other) <= 2 * radius;
  }

  /** A cluster is named after its first event, and that may be one that comes late. */
  @Override
  public Stream<String> same(String key, Set<String> known) {
    String group = group(key);
    GeoPoint begun = begun(key);
    return known.stream().filter(other -> group(other).equals(group) && holds(begun(other), begun));
  }

  private static String group(String key) {
    return key.substring(0, key.lastIndexOf(' ') + 1);
  }

  private static GeoPoint begun(String key) {
    String[] parts = key.substring(group(key).length()).split(",", 2);
    return new GeoPoint(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]));
  }

  @Override
  public String fingerprint() {
    return toString();
  }
}
