package songlam.core.event.observation;

import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;

/**
 * How many objects of one kind a camera sees at once.
 *
 * @param object Frigate's label: {@code car}, {@code person}, {@code motorcycle} …
 * @param count objects in view
 */
public record TrafficCount(
    long observedAt, String camera, String name, String object, long count, Where where)
    implements Observation {
  public static final String DATASET = "songlam.traffic_count";

  @Override
  public EventBuilder toEvent() {
    EventBuilder event =
        Texts.begin(DATASET, observedAt, "camera/" + camera)
            .set(EcsField.SONGLAM_CAMERA_ID, camera)
            .set(EcsField.SONGLAM_CAMERA_NAME, name)
            .set(EcsField.SONGLAM_TRAFFIC_OBJECT, object)
            .set(EcsField.SONGLAM_TRAFFIC_COUNT, count);
    where.put(event);
    return event;
  }

  static TrafficCount of(Event event) {
    return new TrafficCount(
        event.timestamp(),
        Texts.of(event, EcsField.SONGLAM_CAMERA_ID),
        Texts.of(event, EcsField.SONGLAM_CAMERA_NAME),
        Texts.of(event, EcsField.SONGLAM_TRAFFIC_OBJECT),
        event.number(EcsField.SONGLAM_TRAFFIC_COUNT, 0),
        Where.of(event));
  }
}
