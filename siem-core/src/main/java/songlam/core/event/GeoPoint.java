package songlam.core.event;

/**
 * A point on WGS 84.
 *
 * @param lat degrees north, -90 to 90
 * @param lon degrees east, -180 to 180
 */
public record GeoPoint(double lat, double lon) {
  public GeoPoint {
    if (!(lat >= -90 && lat <= 90)) {
      throw new IllegalArgumentException("lat: " + lat + " (expected: -90 to 90)");
    }
    if (!(lon >= -180 && lon <= 180)) {
      throw new IllegalArgumentException("lon: " + lon + " (expected: -180 to 180)");
    }
  }
}
