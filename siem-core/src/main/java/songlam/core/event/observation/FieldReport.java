package songlam.core.event.observation;

import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;

/**
 * A citizen's report (Open311 GeoReport v2 service request) or a change of one.
 *
 * @param report service_request_id
 * @param service service_code
 * @param status {@code open} or {@code closed}
 * @param requestedAt when the citizen sent it
 * @param dueAt when it must be answered, milliseconds
 */
public record FieldReport(
    long observedAt,
    String report,
    String service,
    String status,
    String description,
    String address,
    long requestedAt,
    long dueAt,
    Where where)
    implements Observation {
  public static final String DATASET = "songlam.field_report";

  @Override
  public EventBuilder toEvent() {
    EventBuilder event =
        Texts.begin(DATASET, observedAt, "reports")
            .set(EcsField.SONGLAM_REPORT_ID, report)
            .set(EcsField.SONGLAM_REPORT_SERVICE, service)
            .set(EcsField.SONGLAM_REPORT_STATUS, status)
            .set(EcsField.SONGLAM_REPORT_DESCRIPTION, description)
            .set(EcsField.SONGLAM_REPORT_ADDRESS, address)
            .set(EcsField.SONGLAM_REPORT_REQUESTED, requestedAt)
            .set(EcsField.SONGLAM_REPORT_DUE, dueAt);
    where.put(event);
    return event;
  }

  static FieldReport of(Event event) {
    return new FieldReport(
        event.timestamp(),
        Texts.of(event, EcsField.SONGLAM_REPORT_ID),
        Texts.of(event, EcsField.SONGLAM_REPORT_SERVICE),
        Texts.of(event, EcsField.SONGLAM_REPORT_STATUS),
        Texts.of(event, EcsField.SONGLAM_REPORT_DESCRIPTION),
        Texts.of(event, EcsField.SONGLAM_REPORT_ADDRESS),
        event.number(EcsField.SONGLAM_REPORT_REQUESTED, event.timestamp()),
        event.number(EcsField.SONGLAM_REPORT_DUE, Long.MAX_VALUE),
        Where.of(event));
  }
}
