package songlam.collectors.parse.json;

import java.time.DateTimeException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import songlam.core.event.EventBuilder;
import songlam.core.event.Timestamps;

/**
 * Windows events in JSON that follows their XML, {@code {"Event":{"System":…,"EventData":…}}}, as
 * tools that read event log files write it: given the names Winlogbeat uses.
 */
final class WindowsRendering {
  private static final String ROOT = "Event.";
  private static final String TIME = "Event.System.TimeCreated.#attributes.SystemTime";
  private static final Map<String, String> SYSTEM =
      Map.ofEntries(
          Map.entry("Event.System.Provider.#attributes.Name", "winlog.provider_name"),
          Map.entry("Event.System.Provider.#attributes.Guid", "winlog.provider_guid"),
          Map.entry("Event.System.Provider.#attributes.EventSourceName", "winlog.event_source"),
          Map.entry("Event.System.EventID", "winlog.event_id"),
          Map.entry("Event.System.EventID.#text", "winlog.event_id"),
          Map.entry("Event.System.EventID.#attributes.Qualifiers", "winlog.event_qualifiers"),
          Map.entry("Event.System.Version", "winlog.version"),
          Map.entry("Event.System.Level", "winlog.level"),
          Map.entry("Event.System.Task", "winlog.task"),
          Map.entry("Event.System.Opcode", "winlog.opcode"),
          Map.entry("Event.System.Keywords", "winlog.keywords"),
          Map.entry("Event.System.EventRecordID", "winlog.record_id"),
          Map.entry("Event.System.Correlation.#attributes.ActivityID", "winlog.activity_id"),
          Map.entry("Event.System.Execution.#attributes.ProcessID", "winlog.process.pid"),
          Map.entry("Event.System.Execution.#attributes.ThreadID", "winlog.process.thread.id"),
          Map.entry("Event.System.Channel", "winlog.channel"),
          Map.entry("Event.System.Computer", "winlog.computer_name"),
          Map.entry("Event.System.Security.#attributes.UserID", "winlog.user.identifier"));

  private WindowsRendering() {}

  /** Renames the fields of such a document; leaves every other document alone. */
  static void rename(EventBuilder event) {
    Map<String, Object> vendor = event.vendor();
    if (!vendor.containsKey("Event.System.Channel") && !vendor.containsKey(TIME)) {
      return;
    }
    for (Map.Entry<String, Object> field : List.copyOf(vendor.entrySet())) {
      String name = field.getKey();
      if (!name.startsWith(ROOT)) {
        continue;
      }
      if (name.equals(TIME) && takeTime(event, field.getValue().toString())) {
        vendor.remove(name);
      } else if (name.equals("Event.EventData.Data") || name.equals("Event.EventData.Data.#text")) {
        vendor.remove(name);
        unnamed(event, field.getValue());
      } else if (newName(name) instanceof String better) {
        vendor.remove(name);
        event.vendor(better, field.getValue());
      }
    }
  }

  private static @Nullable String newName(String name) {
    String system = SYSTEM.get(name);
    if (system != null) {
      return system;
    }
    if (name.startsWith("Event.EventData.") && name.indexOf('#') < 0) {
      return "winlog.event_data." + name.substring("Event.EventData.".length());
    }
    if (name.startsWith("Event.UserData.")) {
      String inside = name.substring("Event.UserData.".length());
      int dot = inside.indexOf('.');
      return dot < 0 || inside.indexOf('#') >= 0
          ? null
          : "winlog.user_data." + inside.substring(dot + 1);
    }
    return null;
  }

  private static boolean takeTime(EventBuilder event, String text) {
    try {
      event.timestamp(Timestamps.parse(text));
      return true;
    } catch (DateTimeException notOne) {
      return false;
    }
  }

  /** Data without names are numbered from one, as Winlogbeat does. */
  private static void unnamed(EventBuilder event, Object value) {
    List<?> values = value instanceof List<?> list ? list : List.of(value);
    for (int i = 0; i < values.size(); i++) {
      event.vendor("winlog.event_data.param" + (i + 1), values.get(i).toString());
    }
  }
}
