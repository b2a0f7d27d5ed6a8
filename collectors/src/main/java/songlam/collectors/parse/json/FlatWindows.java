package songlam.collectors.parse.json;

import java.time.DateTimeException;
import java.util.List;
import java.util.Map;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;
import songlam.core.event.Timestamps;

/**
 * Windows events in flat JSON, {@code {"Channel":…,"EventID":…,"SourceName":…,"CommandLine":…}}, as
 * NXLog and forwarders like it write them: given the names Winlogbeat uses.
 */
final class FlatWindows {
  private static final Map<String, String> SYSTEM =
      Map.ofEntries(
          Map.entry("SourceName", "winlog.provider_name"),
          Map.entry("ProviderGuid", "winlog.provider_guid"),
          Map.entry("Channel", "winlog.channel"),
          Map.entry("EventID", "winlog.event_id"),
          Map.entry("Hostname", "winlog.computer_name"),
          Map.entry("Level", "winlog.level"),
          Map.entry("Keywords", "winlog.keywords"),
          Map.entry("Task", "winlog.task"),
          Map.entry("Opcode", "winlog.opcode"),
          Map.entry("OpcodeValue", "winlog.opcode_value"),
          Map.entry("Version", "winlog.version"),
          Map.entry("RecordNumber", "winlog.record_id"),
          Map.entry("ActivityID", "winlog.activity_id"),
          Map.entry("ExecutionProcessID", "winlog.process.pid"),
          Map.entry("ThreadID", "winlog.process.thread.id"),
          Map.entry("Severity", "log.severity_name"),
          Map.entry("EventReceivedTime", "nxlog.event_received_time"),
          Map.entry("SourceModuleName", "nxlog.source_module_name"),
          Map.entry("SourceModuleType", "nxlog.source_module_type"));

  private FlatWindows() {}

  /** Renames the fields of such a document; leaves every other document alone. */
  static void rename(EventBuilder event) {
    Map<String, Object> vendor = event.vendor();
    if (!vendor.containsKey("Channel")
        || !vendor.containsKey("EventID")
        || !vendor.containsKey("SourceName")) {
      return;
    }
    for (Map.Entry<String, Object> field : List.copyOf(vendor.entrySet())) {
      String name = field.getKey();
      if (!Character.isUpperCase(name.charAt(0)) || name.indexOf('.') >= 0) {
        continue;
      }
      vendor.remove(name);
      switch (name) {
        case "Message" -> event.set(EcsField.MESSAGE, field.getValue().toString());
        case "TimeCreated" -> time(event, "winlog.time_created", field.getValue().toString());
        case "EventTime" -> time(event, "nxlog.event_time", field.getValue().toString());
        default ->
            event.vendor(SYSTEM.getOrDefault(name, "winlog.event_data." + name), field.getValue());
      }
    }
  }

  /** The event time when there is none yet and it is a moment; kept as it is in any other case. */
  private static void time(EventBuilder event, String name, String text) {
    try {
      if (!event.hasTimestamp()) {
        event.timestamp(Timestamps.parse(text));
        return;
      }
    } catch (DateTimeException notOne) {
      // Without a zone: it stands beside the event's time, as text.
    }
    event.vendor(name, text);
  }
}
