package songlam.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import songlam.core.event.EcsField;
import songlam.core.event.EcsType;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.event.ParseResult;
import songlam.core.event.Parser;
import songlam.core.event.RawRecord;
import songlam.core.normalise.EcsNormaliser;
import songlam.core.pipeline.Detected;

/** Lines of {@code field=value} with tabs between, so that a story may say any event. */
final class FieldsParser implements Parser {
  private static final String TIME = "@timestamp";

  static byte[] line(long at, Map<String, Object> fields) {
    StringBuilder line = new StringBuilder(TIME + "=" + at);
    new TreeMap<>(fields).forEach((name, value) -> line.append('\t').append(name + "=" + value));
    return line.toString().getBytes(UTF_8);
  }

  /** A record on its way to correlation, as the conveyor brings it there. */
  static Detected detected(RawRecord record, long offset, EcsNormaliser normaliser, long lateness) {
    EventBuilder builder =
        ((ParseResult.Parsed) new FieldsParser().parse(record)).events().getFirst();
    Event event = normaliser.normalise(builder, record, new EventId("n1", 0, offset, 0));
    return new Detected(event, List.of(), offset, record.receivedAt(), record.session(), lateness);
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
      } else if (field.type() == EcsType.LONG || field.type() == EcsType.DATE) {
        event.set(field, Long.parseLong(value));
      } else if (field.type() == EcsType.BOOLEAN) {
        event.set(field, Boolean.parseBoolean(value));
      } else {
        event.set(field, value);
      }
    }
    return ParseResult.Parsed.one(event);
  }
}
