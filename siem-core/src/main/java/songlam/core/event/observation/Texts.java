package songlam.core.event.observation;

import java.util.Objects;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;

/** How absent text is read and how every observation begins. */
final class Texts {
  private Texts() {}

  /** The field's text, empty when the event has none. */
  static String of(Event event, EcsField field) {
    return Objects.requireNonNullElse(event.text(field), "");
  }

  static EventBuilder begin(String dataset, long observedAt, String origin) {
    return new EventBuilder()
        .timestamp(observedAt)
        .origin(origin)
        .set(EcsField.EVENT_KIND, "event")
        .set(EcsField.EVENT_MODULE, "songlam")
        .set(EcsField.EVENT_DATASET, dataset);
  }
}
