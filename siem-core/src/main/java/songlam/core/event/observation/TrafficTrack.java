package songlam.core.event.observation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;

/**
 * One object a camera followed, as Frigate's {@code frigate/events} tells it.
 *
 * @param track Frigate's event id, the same from {@code new} to {@code end}
 * @param phase {@code new}, {@code update} or {@code end}
 * @param object label: {@code car}, {@code person} …
 * @param zones zones it entered
 * @param stationary whether it stands still
 * @param speed kilometres per hour, null when the camera does not estimate it
 * @param plate licence plate, empty when not read
 */
public record TrafficTrack(
    long observedAt,
    String camera,
    String name,
    String track,
    String phase,
    String object,
    List<String> zones,
    boolean stationary,
    @Nullable Double speed,
    String plate,
    Where where)
    implements Observation {
  public static final String DATASET = "songlam.traffic_track";

  public TrafficTrack {
    zones = List.copyOf(zones);
  }

  @Override
  public EventBuilder toEvent() {
    EventBuilder event =
        Texts.begin(DATASET, observedAt, "camera/" + camera)
            .set(EcsField.SONGLAM_CAMERA_ID, camera)
            .set(EcsField.SONGLAM_CAMERA_NAME, name)
            .set(EcsField.SONGLAM_TRAFFIC_TRACK, track)
            .set(EcsField.SONGLAM_TRAFFIC_PHASE, phase)
            .set(EcsField.SONGLAM_TRAFFIC_OBJECT, object)
            .set(EcsField.SONGLAM_TRAFFIC_ZONES, zones)
            .set(EcsField.SONGLAM_TRAFFIC_STATIONARY, stationary)
            .set(EcsField.SONGLAM_TRAFFIC_PLATE, plate);
    if (speed != null) {
      event.set(EcsField.SONGLAM_TRAFFIC_SPEED, speed.doubleValue());
    }
    where.put(event);
    return event;
  }

  static TrafficTrack of(Event event) {
    return new TrafficTrack(
        event.timestamp(),
        Texts.of(event, EcsField.SONGLAM_CAMERA_ID),
        Texts.of(event, EcsField.SONGLAM_CAMERA_NAME),
        Texts.of(event, EcsField.SONGLAM_TRAFFIC_TRACK),
        Texts.of(event, EcsField.SONGLAM_TRAFFIC_PHASE),
        Texts.of(event, EcsField.SONGLAM_TRAFFIC_OBJECT),
        event.texts(EcsField.SONGLAM_TRAFFIC_ZONES),
        Boolean.TRUE.equals(event.get(EcsField.SONGLAM_TRAFFIC_STATIONARY)),
        (Double) event.get(EcsField.SONGLAM_TRAFFIC_SPEED),
        Texts.of(event, EcsField.SONGLAM_TRAFFIC_PLATE),
        Where.of(event));
  }
}
