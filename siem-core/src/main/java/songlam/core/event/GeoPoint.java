package songlam.core.event;

/**
 * A point on WGS 84.
 *
 * @param lat degrees north, -90 to 90
 * @param lon degrees east, -180 to 180
 */
public record GeoPoint(double lat, double lon) {
  /** Mean radius R1 of GRS 80. */
  private static final double EARTH_METRES = 6_371_008.8;

  public GeoPoint {
    if (!(lat >= -90 && lat <= 90)) {
      throw new IllegalArgumentException("lat: " + lat + " (expected: -90 to 90)");
    }
    if (!(lon >= -180 && lon <= 180)) {
      throw new IllegalArgumentException("lon: " + lon + " (expected: -180 to 180)");
    }
  }

  /** Distance along the great circle in metres, by the haversine formula. */
  public double metresTo(GeoPoint other) {
    double height = Math.toRadians(other.lat - lat);
    double width = Math.toRadians(other.lon - lon);
    double half =
        Math.pow(Math.sin(height / 2), 2)
            + Math.cos(Math.toRadians(lat))
                * Math.cos(Math.toRadians(other.lat))
                * Math.pow(Math.sin(width / 2), 2);
    return 2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(half)));
  }
}
