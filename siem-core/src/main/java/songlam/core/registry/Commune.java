package songlam.core.registry;

import songlam.core.event.GeoPoint;

/**
 * A commune or ward of the province since 1 July 2025.
 *
 * @param code official five-digit code
 * @param name official name without its kind
 * @param kind {@code xã} or {@code phường}
 * @param centre a point inside it, WGS 84
 */
public record Commune(String code, String name, String kind, GeoPoint centre) {
  /** As people write it: {@code phường Trường Vinh}. */
  public String fullName() {
    return kind + " " + name;
  }
}
