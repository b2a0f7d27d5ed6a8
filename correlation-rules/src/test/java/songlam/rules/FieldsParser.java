package songlam.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.TreeMap;
import songlam.core.event.EcsField;
import songlam.core.event.EcsType;
import songlam.core.event.EventBuilder;
import songlam.core.event.ParseResult;
import songlam.core.event.Parser;
import songlam.core.event.RawRecord;

/** Lines of {@code field=value} with tabs between, so that a story may say any event. */
final class FieldsParser implements Parser {
  private static final String TIME = "@timestamp";

  static byte[] line(long at, Map<String, Object> fields) {
    StringBuilder line = new StringBuilder(TIME + "=" + at);
    new TreeMap<>(fields).forEach((name, value) -> line.append('\t').append(name + "=" + value));
    return line.toString().getBytes(UTF_8);
  }

  @Override
  public ParseResult parse(RawRecord record) {
    EventBuilder event = new EventBuilder();
    for (String pair : new String(record.payload(), UTF_8).split("\t")) {
      int equals = pair.indexOf('=');
      String name = pair.substring(0, equals);
      String value = pair.substring(equals + 1);
      EcsField field = EcsField.named(name);
      if (name.equals(TIME)) {
        event.timestamp(Long.parseLong(value));
      } else if (field == null) {
        throw new IllegalArgumentException(name + " (expected: a field of the vocabulary)");
      } else if (field.type() == EcsType.LONG) {
        event.set(field, Long.parseLong(value));
      } else {
        event.set(field, value);
      }
    }
    return ParseResult.Parsed.one(event);
  }
}
