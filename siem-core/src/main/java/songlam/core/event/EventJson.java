package songlam.core.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Events as nested ECS JSON, straight to bytes and back. Fields are written in the order of their
 * ordinals, so an object is opened and closed once; vendor fields stand under {@code vendor} with
 * their dotted names. What was written is read back whole.
 */
public final class EventJson {
  /** Deeper documents are refused. */
  public static final int DEEPEST = 64;

  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(4 << 20)
                  .build())
          .build();
  private static final String[][] PATHS = paths();

  private EventJson() {}

  /** The document's bytes, UTF-8. */
  public static byte[] write(Event event) {
    ByteArrayBuilder out = new ByteArrayBuilder(1_024);
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      write(event, json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Writes the document as the generator's next value. */
  public static void write(Event event, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("@timestamp", Timestamps.iso(event.timestamp()));
    Nesting nesting = new Nesting(json);
    event.forEach(nesting);
    nesting.closeTo(0);
    if (!event.vendor().isEmpty()) {
      json.writeObjectFieldStart("vendor");
      for (Map.Entry<String, Object> field : event.vendor().entrySet()) {
        json.writeFieldName(field.getKey());
        writeValue(json, field.getValue());
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  /**
   * Reads a document, nested or dotted, written by us or by somebody who speaks ECS: known fields
   * by their type, all others as vendor fields. Sets the event time from {@code @timestamp} when
   * that is a date (ISO 8601, or a number of milliseconds).
   *
   * @throws IOException when the bytes are not one JSON object within the limits
   */
  public static EventBuilder read(byte[] document) throws IOException {
    try (JsonParser json = FACTORY.createParser(document)) {
      return read(json);
    }
  }

  /** As {@link #read(byte[])}, from a parser that stands before the object. */
  public static EventBuilder read(JsonParser json) throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new IOException("document: " + json.currentToken() + " (expected: a JSON object)");
    }
    EventBuilder builder = new EventBuilder();
    new DocumentReader(json, builder).readObject("");
    return builder;
  }

  private static void writeValue(JsonGenerator json, Object value) throws IOException {
    switch (value) {
      case String text -> json.writeString(text);
      case Long number -> json.writeNumber(number);
      case Double number -> json.writeNumber(number);
      case Boolean flag -> json.writeBoolean(flag);
      case GeoPoint point -> {
        json.writeStartObject();
        json.writeNumberField("lat", point.lat());
        json.writeNumberField("lon", point.lon());
        json.writeEndObject();
      }
      case List<?> list -> {
        json.writeStartArray();
        for (Object item : list) {
          writeValue(json, item);
        }
        json.writeEndArray();
      }
      default -> json.writeString(value.toString());
    }
  }

  /** Opens and closes objects while fields come in the order of their paths. */
  private static final class Nesting implements BiConsumer<EcsField, Object> {
    private final JsonGenerator json;
    private String[] open = {};
    private int depth;

    Nesting(JsonGenerator json) {
      this.json = json;
    }

    @Override
    public void accept(EcsField field, Object value) {
      try {
        String[] path = PATHS[field.ordinal()];
        int shared = 0;
        while (shared < depth && shared < path.length - 1 && open[shared].equals(path[shared])) {
          shared++;
        }
        closeTo(shared);
        for (; depth < path.length - 1; depth++) {
          json.writeObjectFieldStart(path[depth]);
        }
        open = path;
        json.writeFieldName(path[depth]);
        if (field.type() == EcsType.DATE) {
          json.writeString(Timestamps.iso((Long) value));
        } else {
          writeValue(json, value);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void closeTo(int level) throws IOException {
      for (; depth > level; depth--) {
        json.writeEndObject();
      }
    }
  }

  private static String[][] paths() {
    EcsField[] fields = EcsField.values();
    String[][] paths = new String[fields.length][];
    for (EcsField field : fields) {
      paths[field.ordinal()] = field.fieldName().split("\\.");
    }
    return paths;
  }
}
