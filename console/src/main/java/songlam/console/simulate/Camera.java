package songlam.console.simulate;

import songlam.core.event.GeoPoint;

/**
 * A camera of the simulated province.
 *
 * @param id as Frigate names it
 * @param name as people call it
 * @param ip IPv4 address in the camera network
 * @param commune official name of its ward or commune since 2025
 * @param communeCode official code
 * @param location where it stands
 */
public record Camera(
    String id, String name, String ip, String commune, String communeCode, GeoPoint location) {}
