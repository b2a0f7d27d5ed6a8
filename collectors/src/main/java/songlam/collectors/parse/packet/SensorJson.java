package songlam.collectors.parse.packet;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;

/**
 * The sensor's events as the ECS JSON that is journalled: nested objects for the fields of the
 * vocabulary, dotted names for the vendor fields.
 */
public final class SensorJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private SensorJson() {}

  /** One event as UTF-8 JSON on one line, without line end. */
  public static byte[] write(EventBuilder event) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("@timestamp", Instant.ofEpochMilli(event.timestamp()).toString());
      Nesting nesting = new Nesting(json);
      event.build(new EventId("sensor", 0, 0, 0)).forEach(nesting::field);
      nesting.closeTo(0);
      for (Map.Entry<String, Object> field : event.vendor().entrySet()) {
        json.writeFieldName(field.getKey());
        value(json, field.getValue());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void value(JsonGenerator json, Object value) throws IOException {
    switch (value) {
      case Long number -> json.writeNumber(number);
      case Double number -> json.writeNumber(number);
      case Boolean flag -> json.writeBoolean(flag);
      case List<?> list -> {
        json.writeStartArray();
        for (Object item : list) {
          json.writeString(item.toString());
        }
        json.writeEndArray();
      }
      default -> json.writeString(value.toString());
    }
  }

  /** Opens and closes objects while walking fields in the order of their names. */
  private static final class Nesting {
    private final JsonGenerator json;
    private final List<String> open = new ArrayList<>();

    Nesting(JsonGenerator json) {
      this.json = json;
    }

    void field(EcsField field, Object value) {
      String[] path = field.fieldName().split("\\.");
      int same = 0;
      while (same < open.size() && same < path.length - 1 && open.get(same).equals(path[same])) {
        same++;
      }
      closeTo(same);
      try {
        for (int i = same; i < path.length - 1; i++) {
          json.writeObjectFieldStart(path[i]);
          open.add(path[i]);
        }
        json.writeFieldName(path[path.length - 1]);
        switch (field.type()) {
          case DATE -> json.writeString(Instant.ofEpochMilli((Long) value).toString());
          case KEYWORD, TEXT, IP, LONG, DOUBLE, BOOLEAN, GEO_POINT -> SensorJson.value(json, value);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void closeTo(int depth) {
      while (open.size() > depth) {
        try {
          json.writeEndObject();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        open.removeLast();
      }
    }
  }
}
