package songlam.core.event.observation;

import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;

/**
 * Whether a camera delivers pictures.
 *
 * @param camera id in the camera registry
 * @param status {@code online}, {@code offline} or {@code disabled}, Frigate's words
 */
public record CameraStatus(long observedAt, String camera, String name, String status, Where where)
    implements Observation {
  public static final String DATASET = "songlam.camera_status";

  @Override
  public EventBuilder toEvent() {
    EventBuilder event =
        Texts.begin(DATASET, observedAt, "camera/" + camera)
            .set(EcsField.SONGLAM_CAMERA_ID, camera)
            .set(EcsField.SONGLAM_CAMERA_NAME, name)
            .set(EcsField.SONGLAM_CAMERA_STATUS, status);
    where.put(event);
    return event;
  }

  static CameraStatus of(Event event) {
    return new CameraStatus(
        event.timestamp(),
        Texts.of(event, EcsField.SONGLAM_CAMERA_ID),
        Texts.of(event, EcsField.SONGLAM_CAMERA_NAME),
        Texts.of(event, EcsField.SONGLAM_CAMERA_STATUS),
        Where.of(event));
  }
}
