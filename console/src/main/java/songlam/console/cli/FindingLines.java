package songlam.console.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import songlam.core.correlate.Alert;
import songlam.core.correlate.pack.SigmaPlayback;
import songlam.core.detect.RuleRef;
import songlam.core.event.Event;
import songlam.core.event.EventJson;
import songlam.core.event.Timestamps;

/**
 * What was found as NDJSON, a line each. Of a rule and one event {@code rule}, {@code record},
 * {@code event}; of a correlation {@code rule} and {@code correlation}. What cannot be written, as
 * when the reader has gone, throws {@link OutputException}.
 */
final class FindingLines implements AutoCloseable {
  private final JsonGenerator json;

  FindingLines(OutputStream out) throws IOException {
    this.json =
        new JsonFactory()
            .createGenerator(new BufferedOutputStream(out, 1 << 16))
            .setPrettyPrinter(new MinimalPrettyPrinter("\n"));
  }

  /** A rule matches an event of this record. */
  void finding(RuleRef rule, long record, Event event) {
    try {
      json.writeStartObject();
      rule(rule);
      json.writeNumberField("record", record);
      json.writeFieldName("event");
      EventJson.write(event, json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new OutputException(e);
    }
  }

  /** A correlation held. */
  void held(SigmaPlayback.Held held) {
    Alert alert = held.alert();
    List<Long> records =
        alert.evidence().stream().map(one -> one.event().id().offset()).distinct().toList();
    try {
      json.writeStartObject();
      rule(held.correlation().rule().ref());
      json.writeObjectFieldStart("correlation");
      json.writeObjectFieldStart("group_by");
      for (Map.Entry<String, String> value : held.group().entrySet()) {
        json.writeStringField(value.getKey(), value.getValue());
      }
      json.writeEndObject();
      json.writeStringField("first", Timestamps.iso(alert.firstSeen()));
      json.writeStringField("last", Timestamps.iso(alert.lastSeen()));
      json.writeNumberField("count", alert.count());
      json.writeArrayFieldStart("records");
      for (long record : records) {
        json.writeNumber(record);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new OutputException(e);
    }
  }

  /** Text as it stands. */
  void text(String text) {
    try {
      json.writeRaw(text);
    } catch (IOException e) {
      throw new OutputException(e);
    }
  }

  private void rule(RuleRef rule) throws IOException {
    json.writeObjectFieldStart("rule");
    json.writeStringField("id", rule.id());
    json.writeStringField("name", rule.name());
    json.writeStringField("level", rule.level().label());
    json.writeEndObject();
  }

  @Override
  public void close() {
    try {
      json.close();
    } catch (IOException e) {
      throw new OutputException(e);
    }
  }
}
