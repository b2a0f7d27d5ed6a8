package songlam.core.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events as bytes, lossless, for what must outlive the process. Fields are written by ordinal, so
 * whoever keeps the bytes keeps {@link #vocabulary()} beside them.
 */
public final class EventCodec {
  private static final byte TEXT = 1;
  private static final byte TEXTS = 2;
  private static final byte WHOLE = 3;
  private static final byte NUMBER = 4;
  private static final byte TRUTH = 5;
  private static final byte POINT = 6;

  private EventCodec() {}

  /** The names behind the ordinals, as this version has them. */
  public static List<String> vocabulary() {
    List<String> names = new ArrayList<>();
    for (EcsField field : EventBuilder.FIELDS) {
      names.add(field.fieldName());
    }
    return names;
  }

  /** The fields of a vocabulary written before; one that is gone since is null. */
  public static @Nullable EcsField[] fields(List<String> vocabulary) {
    return vocabulary.stream().map(EcsField::named).toArray(EcsField[]::new);
  }

  public static void write(Event event, DataOutput out) throws IOException {
    writeId(event.id(), out);
    boolean own = event.hasOwnDocumentId();
    out.writeBoolean(own);
    if (own) {
      writeText(event.documentId(), out);
    }
    out.writeLong(event.timestamp());
    writeText(event.origin(), out);
    out.writeShort(event.size());
    event.forEach((field, value) -> writeField(field, value, out));
    out.writeShort(event.vendor().size());
    for (Map.Entry<String, Object> entry : event.vendor().entrySet()) {
      writeText(entry.getKey(), out);
      writeValue(entry.getValue(), out);
    }
  }

  /**
   * @param fields those of the vocabulary the event was written under
   */
  public static Event read(DataInput in, @Nullable EcsField[] fields) throws IOException {
    EventId id = readId(in);
    EventBuilder event = new EventBuilder();
    if (in.readBoolean()) {
      event.documentId(readText(in));
    }
    event.timestamp(in.readLong()).origin(readText(in));
    for (int left = in.readUnsignedShort(); left > 0; left--) {
      EcsField field = fields[in.readUnsignedShort()];
      Object value = readValue(in);
      if (field != null) {
        event.put(field, value);
      }
    }
    for (int left = in.readUnsignedShort(); left > 0; left--) {
      event.vendor(readText(in), readValue(in));
    }
    return event.build(id);
  }

  public static void writeId(EventId id, DataOutput out) throws IOException {
    writeText(id.node(), out);
    out.writeInt(id.partition());
    out.writeLong(id.offset());
    out.writeInt(id.index());
  }

  public static EventId readId(DataInput in) throws IOException {
    return new EventId(readText(in), in.readInt(), in.readLong(), in.readInt());
  }

  public static void writeText(String text, DataOutput out) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  public static String readText(DataInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return new String(bytes, UTF_8);
  }

  private static void writeField(EcsField field, Object value, DataOutput out) {
    try {
      out.writeShort(field.ordinal());
      writeValue(value, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void writeValue(Object value, DataOutput out) throws IOException {
    switch (value) {
      case String text -> {
        out.writeByte(TEXT);
        writeText(text, out);
      }
      case List<?> list -> {
        out.writeByte(TEXTS);
        out.writeInt(list.size());
        for (Object item : list) {
          writeText(String.valueOf(item), out);
        }
      }
      case Long whole -> {
        out.writeByte(WHOLE);
        out.writeLong(whole);
      }
      case Double number -> {
        out.writeByte(NUMBER);
        out.writeDouble(number);
      }
      case Boolean truth -> {
        out.writeByte(TRUTH);
        out.writeBoolean(truth);
      }
      case GeoPoint(double latitude, double longitude) -> {
        out.writeByte(POINT);
        out.writeDouble(latitude);
        out.writeDouble(longitude);
      }
      default ->
          throw new IllegalArgumentException(
              "value: " + value.getClass() + " (expected: a type of the vocabulary)");
    }
  }

  private static Object readValue(DataInput in) throws IOException {
    byte kind = in.readByte();
    return switch (kind) {
      case TEXT -> readText(in);
      case TEXTS -> {
        List<String> list = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
          list.add(readText(in));
        }
        yield List.copyOf(list);
      }
      case WHOLE -> in.readLong();
      case NUMBER -> in.readDouble();
      case TRUTH -> in.readBoolean();
      case POINT -> new GeoPoint(in.readDouble(), in.readDouble());
      default -> throw new IOException("value of kind " + kind + " (expected: 1 to 6)");
    };
  }
}
