package songlam.core.event.observation;

import org.jspecify.annotations.Nullable;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.GeoPoint;

/**
 * The place of an observation.
 *
 * @param name as people call it; empty when unknown
 * @param communeCode official code; empty when unknown
 * @param location point on WGS 84, null when unknown
 */
public record Where(String name, String communeCode, @Nullable GeoPoint location) {
  public static final Where UNKNOWN = new Where("", "", null);

  void put(EventBuilder event) {
    event.set(EcsField.SONGLAM_PLACE_NAME, name);
    event.set(EcsField.SONGLAM_PLACE_COMMUNE_CODE, communeCode);
    if (location != null) {
      event.set(EcsField.SONGLAM_PLACE_LOCATION, location);
    }
  }

  static Where of(Event event) {
    return new Where(
        Texts.of(event, EcsField.SONGLAM_PLACE_NAME),
        Texts.of(event, EcsField.SONGLAM_PLACE_COMMUNE_CODE),
        (GeoPoint) event.get(EcsField.SONGLAM_PLACE_LOCATION));
  }
}
