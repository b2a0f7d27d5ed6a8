package songlam.core.correlate.window;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
  private static final Pattern PLACE =
      Pattern.compile("(-?\\d{1,3}\\.\\d{4}),(-?\\d{1,3}\\.\\d{4})");

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
    return known.stream()
        .filter(
            other ->
                other.equals(key) || group(other).equals(group) && isNear(begun, begun(other)));
  }

  private boolean isNear(@Nullable GeoPoint begun, @Nullable GeoPoint other) {
    return begun != null && other != null && holds(begun, other);
  }

  private static String group(String key) {
    return key.substring(0, key.lastIndexOf(' ') + 1);
  }

  /** Null for a key of before the rule was about clusters. */
  private static @Nullable GeoPoint begun(String key) {
    Matcher place = PLACE.matcher(key.substring(group(key).length()));
    if (!place.matches()) {
      return null;
    }
    double lat = Double.parseDouble(place.group(1));
    double lon = Double.parseDouble(place.group(2));
    return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? new GeoPoint(lat, lon) : null;
  }

  @Override
  public String fingerprint() {
    return toString();
  }
}
