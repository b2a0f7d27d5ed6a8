package songlam.console.simulate.wire;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** Records of the Windows Security log as Winlogbeat 8 ships them. */
public final class WindowsEvent {
  private static final String PROVIDER = "Microsoft-Windows-Security-Auditing";

  private WindowsEvent() {}

  /**
   * One record.
   *
   * @param at milliseconds since the epoch
   * @param host the machine that wrote it
   * @param recordId its number in that machine's log
   * @param code Microsoft's event id, such as 4624
   * @param task the task category
   * @param message first line of the text
   * @param data the record's EventData by name
   */
  public static JsonObject security(
      long at,
      String host,
      long recordId,
      int code,
      String task,
      String message,
      boolean success,
      Map<String, String> data) {
    JsonObject fields = new JsonObject();
    data.forEach(fields::put);
    return new JsonObject()
        .put("@timestamp", Instant.ofEpochMilli(at).toString())
        .put(
            "event",
            new JsonObject()
                .put("kind", "event")
                .put("code", String.valueOf(code))
                .put("provider", PROVIDER)
                .put("action", task)
                .put("outcome", success ? "success" : "failure"))
        .put("host", new JsonObject().put("name", host))
        .put("agent", new JsonObject().put("type", "winlogbeat").put("version", "8.17.0"))
        .put("log", new JsonObject().put("level", "information"))
        .put("message", message)
        .put(
            "winlog",
            new JsonObject()
                .put("channel", "Security")
                .put("provider_name", PROVIDER)
                .put("computer_name", host.toUpperCase(Locale.ROOT) + ".tinh.local")
                .put("event_id", String.valueOf(code))
                .put("record_id", recordId)
                .put("task", task)
                .put("keywords", new JsonArray().add(success ? "Audit Success" : "Audit Failure"))
                .put("event_data", fields));
  }
}
