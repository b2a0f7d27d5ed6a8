package songlam.console.simulate.wire;

import songlam.core.event.GeoPoint;

/**
 * What a citizen reports.
 *
 * @param service service_code of Open311
 * @param where the place
 * @param address the place in words
 */
public record Report(String service, String description, String address, GeoPoint where) {}
