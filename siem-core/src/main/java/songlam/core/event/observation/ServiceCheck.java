package songlam.core.event.observation;

import org.jspecify.annotations.Nullable;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;

/**
 * One probe of a service and what came back.
 *
 * @param service its name in the configuration
 * @param kind {@code http} or {@code tls}
 * @param host IP address or name probed
 * @param asset the machine that serves it, empty when not known
 * @param up whether every condition held
 * @param durationMillis from connecting to the whole answer
 * @param status HTTP status, 0 when none came
 * @param certificateExpires when the server's certificate ends, null without TLS
 * @param error why it is not up, empty when it is
 */
public record ServiceCheck(
    long observedAt,
    String service,
    String kind,
    String host,
    String asset,
    boolean up,
    long durationMillis,
    long status,
    @Nullable Long certificateExpires,
    String error)
    implements Observation {
  public static final String DATASET = "songlam.service_check";

  @Override
  public EventBuilder toEvent() {
    EventBuilder event =
        Texts.begin(DATASET, observedAt, "probe/" + service)
            .set(EcsField.SONGLAM_CHECK_SERVICE, service)
            .set(EcsField.SONGLAM_CHECK_KIND, kind)
            .set(EcsField.DESTINATION_ADDRESS, host)
            .set(EcsField.SONGLAM_DESTINATION_ASSET_NAME, asset)
            .set(EcsField.SONGLAM_CHECK_UP, up)
            .set(EcsField.SONGLAM_CHECK_DURATION_MS, durationMillis)
            .set(EcsField.SONGLAM_CHECK_STATUS, status)
            .set(EcsField.SONGLAM_CHECK_ERROR, error);
    if (certificateExpires != null) {
      event.set(EcsField.SONGLAM_CHECK_CERTIFICATE_EXPIRES, certificateExpires.longValue());
    }
    return event;
  }

  static ServiceCheck of(Event event) {
    return new ServiceCheck(
        event.timestamp(),
        Texts.of(event, EcsField.SONGLAM_CHECK_SERVICE),
        Texts.of(event, EcsField.SONGLAM_CHECK_KIND),
        Texts.of(event, EcsField.DESTINATION_ADDRESS),
        Texts.of(event, EcsField.SONGLAM_DESTINATION_ASSET_NAME),
        Boolean.TRUE.equals(event.get(EcsField.SONGLAM_CHECK_UP)),
        event.number(EcsField.SONGLAM_CHECK_DURATION_MS, 0),
        event.number(EcsField.SONGLAM_CHECK_STATUS, 0),
        (Long) event.get(EcsField.SONGLAM_CHECK_CERTIFICATE_EXPIRES),
        Texts.of(event, EcsField.SONGLAM_CHECK_ERROR));
  }
}
