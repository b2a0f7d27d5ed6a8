package songlam.core.correlate;

import songlam.core.event.GeoPoint;

/**
 * Where it happened.
 *
 * @param name the place as people call it
 * @param communeCode the official commune code, empty when unknown
 * @param location the point on WGS 84
 */
public record Place(String name, String communeCode, GeoPoint location) {}
