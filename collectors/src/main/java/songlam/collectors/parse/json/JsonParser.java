package songlam.collectors.parse.json;

import java.io.IOException;
import java.util.List;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventJson;
import songlam.core.event.ParseResult;
import songlam.core.event.ParseResult.Parsed;
import songlam.core.event.ParseResult.Rejected;
import songlam.core.event.Parser;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;

/**
 * One JSON object, nested or dotted. Winlogbeat's documents keep their {@code winlog.*} fields and
 * get the ECS fields a rule asks for where they lack them. Stateless.
 */
public final class JsonParser implements Parser {
  private final WindowsFields windows = new WindowsFields();

  @Override
  public ParseResult parse(RawRecord record) {
    EventBuilder event;
    try {
      event = EventJson.read(record.payload());
    } catch (IOException e) {
      String message = String.valueOf(e.getMessage());
      Reason reason = message.contains("nesting depth") ? Reason.TOO_DEEP : Reason.MALFORMED;
      return new Rejected(reason, "JSON: " + firstLine(message));
    }
    if (!record.dataset().isEmpty() && !event.has(EcsField.EVENT_DATASET)) {
      event.set(EcsField.EVENT_DATASET, record.dataset());
    }
    WindowsRendering.rename(event);
    FlatWindows.rename(event);
    windows.complete(event);
    if (!event.has(EcsField.EVENT_KIND)) {
      event.set(EcsField.EVENT_KIND, "event");
    }
    return new Parsed(List.of(event));
  }

  private static String firstLine(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }
}
