package songlam.core.detect.sigma;

import java.util.List;
import songlam.core.event.EcsField;
import songlam.core.event.EcsType;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;

/** Events for tests, from names and values. */
final class Events {
  private Events() {}

  /** Names and values in turn; an unknown name is a vendor field. */
  static Event of(Object... namesAndValues) {
    EventBuilder builder = new EventBuilder().timestamp(1_795_489_200_000L).origin("test");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      set(builder, (String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return builder.build(new EventId("n1", 0, 0, 0));
  }

  @SuppressWarnings("unchecked") // test data of ours
  static void set(EventBuilder builder, String name, Object value) {
    EcsField field = EcsField.named(name);
    if (field == null) {
      builder.vendor(name, value);
    } else if (value instanceof List<?> list) {
      builder.set(field, (List<String>) list);
    } else if (field.type() == EcsType.LONG || field.type() == EcsType.DATE) {
      builder.set(field, Long.parseLong(value.toString()));
    } else {
      builder.set(field, value.toString());
    }
  }

  /** A process creation as Sysmon tells it. */
  static Event process(Object... more) {
    Object[] all = new Object[more.length + 4];
    all[0] = "event.provider";
    all[1] = "Microsoft-Windows-Sysmon";
    all[2] = "event.code";
    all[3] = "1";
    for (int i = 0; i < more.length; i += 2) {
      all[i + 4] = "winlog.event_data." + more[i];
      all[i + 5] = more[i + 1];
    }
    return of(all);
  }
}
