package songlam.core.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Flattens one JSON object into an event builder. */
final class DocumentReader {
  private static final String VENDOR = "vendor.";

  private final JsonParser json;
  private final EventBuilder builder;

  DocumentReader(JsonParser json, EventBuilder builder) {
    this.json = json;
    this.builder = builder;
  }

  /** Reads up to the object's end; the parser stands behind its start. */
  void readObject(String prefix) throws IOException {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      if (json.currentToken() == null) {
        throw new IOException("document: ends early (expected: a whole JSON object)");
      }
      String path = prefix + json.currentName();
      switch (json.nextToken()) {
        case START_OBJECT -> {
          if (EcsField.named(path) instanceof EcsField f && f.type() == EcsType.GEO_POINT) {
            readPoint(f);
          } else {
            readObject(path + ".");
          }
        }
        case START_ARRAY -> readArray(path);
        case VALUE_NULL -> {}
        default -> put(path, scalar());
      }
    }
  }

  private void readArray(String path) throws IOException {
    List<String> texts = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      switch (json.currentToken()) {
        case null -> throw new IOException("document: ends early (expected: ])");
        case START_OBJECT, START_ARRAY -> texts.add(copyOfTree());
        case VALUE_NULL -> {}
        default -> texts.add(json.getText());
      }
    }
    EcsField field = EcsField.named(path);
    if (texts.isEmpty()) {
      return;
    }
    if (field != null && field.type().isText() && (field.multiple() || texts.size() == 1)) {
      builder.set(field, texts);
    } else if (texts.size() == 1 && field != null) {
      put(path, texts.getFirst());
    } else {
      builder.vendor(vendorName(path), List.copyOf(texts));
    }
  }

  private String copyOfTree() throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator copy = EventJson.FACTORY.createGenerator(text)) {
      copy.copyCurrentStructure(json);
    }
    return text.toString();
  }

  private void readPoint(EcsField field) throws IOException {
    double lat = Double.NaN;
    double lon = Double.NaN;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      if (json.currentToken() == null) {
        throw new IOException("document: ends early (expected: })");
      }
      String name = json.currentName();
      json.nextToken();
      double value = json.getValueAsDouble(Double.NaN);
      json.skipChildren();
      lat = name.equals("lat") ? value : lat;
      lon = name.equals("lon") ? value : lon;
    }
    if (lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180) {
      builder.set(field, new GeoPoint(lat, lon));
    }
  }

  private Object scalar() throws IOException {
    return switch (json.currentToken()) {
      case VALUE_NUMBER_INT ->
          json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
              ? json.getText()
              : (Object) json.getLongValue();
      case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> json.getText();
    };
  }

  private void put(String path, Object value) {
    if (path.equals("@timestamp")) {
      putTimestamp(value);
      return;
    }
    EcsField field = EcsField.named(path);
    if (field == null || !put(field, value)) {
      builder.vendor(vendorName(path), value);
    }
  }

  private static String vendorName(String path) {
    return path.startsWith(VENDOR) ? path.substring(VENDOR.length()) : path;
  }

  private void putTimestamp(Object value) {
    Long millis = date(value);
    if (millis == null) {
      builder.vendor("@timestamp", value);
    } else {
      builder.timestamp(millis);
    }
  }

  private static @Nullable Long date(Object value) {
    if (value instanceof Long millis) {
      return millis;
    }
    try {
      return value instanceof String text ? (Long) Timestamps.parse(text) : null;
    } catch (DateTimeException notOne) {
      return null;
    }
  }

  /** Whether the value fits the field's type; set then. */
  private boolean put(EcsField field, Object value) {
    switch (field.type()) {
      case KEYWORD, TEXT, IP -> builder.set(field, value.toString());
      case LONG -> {
        Long number = whole(value);
        if (number == null) {
          return false;
        }
        builder.set(field, number.longValue());
      }
      case DOUBLE -> {
        Double number = decimal(value);
        if (number == null) {
          return false;
        }
        builder.set(field, number.doubleValue());
      }
      case BOOLEAN -> {
        if (value instanceof Boolean flag) {
          builder.set(field, flag.booleanValue());
        } else if (value.equals("true") || value.equals("false")) {
          builder.set(field, value.equals("true"));
        } else {
          return false;
        }
      }
      case DATE -> {
        Long millis = date(value);
        if (millis == null) {
          return false;
        }
        builder.set(field, millis.longValue());
      }
      case GEO_POINT -> {
        return false;
      }
    }
    return true;
  }

  private static @Nullable Long whole(Object value) {
    if (value instanceof Long number) {
      return number;
    }
    if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 9e15) {
      return number.longValue();
    }
    try {
      return value instanceof String text ? Long.valueOf(text.strip()) : null;
    } catch (NumberFormatException notOne) {
      return null;
    }
  }

  private static @Nullable Double decimal(Object value) {
    try {
      double parsed =
          value instanceof Number number
              ? number.doubleValue()
              : Double.parseDouble(value.toString());
      return Double.isFinite(parsed) ? parsed : null;
    } catch (NumberFormatException notOne) {
      return null;
    }
  }
}
