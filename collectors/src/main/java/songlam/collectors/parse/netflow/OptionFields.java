package songlam.collectors.parse.netflow;

import java.util.List;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;

/** Reads one options record: remembers what it says of the exporter, and makes it an event too. */
final class OptionFields {
  private EventBuilder event = new EventBuilder();
  private long interfaceId = -1;
  private String interfaceName = "";
  private String applicationId = "";
  private String applicationName = "";

  OptionFields begin() {
    event = new EventBuilder();
    interfaceId = -1;
    interfaceName = "";
    applicationId = "";
    applicationName = "";
    return this;
  }

  void accept(Exporter exporter, Template.Field field, byte[] record, int at, int length) {
    Object value = field.type().value(record, at, length);
    event.vendor(field.key(), value);
    boolean isScope = field.enterprise() == Elements.V9_SCOPE;
    if (isScope && field.number() == 2 && value instanceof Long id) {
      interfaceId = id;
    }
    if (field.enterprise() != 0) {
      return;
    }
    if (value instanceof Long number) {
      remember(exporter, field.number(), number);
    } else if (value instanceof String text) {
      remember(field.number(), text);
    }
  }

  private void remember(Exporter exporter, int number, long value) {
    switch (number) {
      case 10, 252 -> interfaceId = value;
      case 34, 50, 305 -> exporter.samplingInterval = value;
      case 160 -> exporter.systemStart = value;
      default -> {}
    }
  }

  private void remember(int number, String text) {
    switch (number) {
      case 82 -> interfaceName = text;
      case 95 -> applicationId = text;
      case 96 -> applicationName = text;
      default -> {}
    }
  }

  EventBuilder finish(Header header, Exporter exporter) {
    if (interfaceId >= 0 && !interfaceName.isEmpty()) {
      exporter.nameInterface(interfaceId, interfaceName);
    }
    if (!applicationId.isEmpty() && !applicationName.isEmpty()) {
      exporter.nameApplication(applicationId, applicationName);
    }
    return event
        .timestamp(header.exportedAt())
        .origin(exporter.origin)
        .set(EcsField.EVENT_KIND, "state")
        .set(EcsField.EVENT_CATEGORY, List.of("network"))
        .set(EcsField.EVENT_TYPE, List.of("info"))
        .set(EcsField.EVENT_MODULE, "netflow")
        .set(EcsField.EVENT_DATASET, "netflow.options")
        .set(EcsField.OBSERVER_IP, exporter.peer);
  }
}
