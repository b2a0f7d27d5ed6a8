package songlam.core.detect.match;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import songlam.core.event.EcsField;
import songlam.core.event.Event;

/** One place in an event where a value may be. */
public sealed interface Source {
  /** What is there: null, a String, or a List of String. */
  @Nullable Object read(Event event);

  /** The source of this name: event time, a field of the vocabulary, else a vendor field. */
  static Source named(String name) {
    if (name.equals("@timestamp")) {
      return new Time();
    }
    EcsField field = EcsField.named(name);
    return field == null ? new Vendor(name) : new Ecs(field);
  }

  /** Event time, in milliseconds since the epoch. */
  record Time() implements Source {
    @Override
    public Object read(Event event) {
      return Long.toString(event.timestamp());
    }

    @Override
    public String toString() {
      return "@timestamp";
    }
  }

  /** A field of the vocabulary. */
  record Ecs(EcsField field) implements Source {
    @Override
    public @Nullable Object read(Event event) {
      return texts(event.get(field));
    }

    @Override
    public String toString() {
      return field.fieldName();
    }
  }

  /** A field the vocabulary has no name for. */
  record Vendor(String name) implements Source {
    @Override
    public @Nullable Object read(Event event) {
      return texts(event.vendor().get(name));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * Values put together into one text, such as domain and name of a user; absent unless the last of
   * them is there.
   *
   * @param separator between them
   */
  record Joined(List<Source> sources, String separator) implements Source {
    public Joined {
      sources = List.copyOf(sources);
    }

    @Override
    public @Nullable Object read(Event event) {
      if (sources.getLast().read(event) == null) {
        return null;
      }
      StringBuilder text = new StringBuilder();
      for (Source source : sources) {
        Object part = source.read(event);
        if (part != null) {
          text.append(text.isEmpty() ? "" : separator).append(part);
        }
      }
      return text.toString();
    }

    @Override
    public String toString() {
      String between = " + \"" + separator + "\" + ";
      return "(" + String.join(between, sources.stream().map(Source::toString).toList()) + ")";
    }
  }

  /**
   * The values of all vendor fields whose names begin so: data that Windows gives no names.
   *
   * @param prefix such as {@code winlog.event_data.}
   */
  record Under(String prefix) implements Source {
    @Override
    public @Nullable Object read(Event event) {
      List<String> texts = new ArrayList<>();
      event
          .vendor()
          .forEach(
              (name, value) -> {
                if (name.startsWith(prefix)) {
                  Everywhere.add(texts, value);
                }
              });
      return texts.isEmpty() ? null : texts;
    }

    @Override
    public String toString() {
      return prefix + "*";
    }
  }

  /**
   * Hashes as Sysmon writes them: {@code SHA256=…,IMPHASH=…}.
   *
   * @param fields by the name of the hash in upper case
   */
  record Hashes(List<Hash> fields) implements Source {
    /** One kind of hash. */
    public record Hash(String name, EcsField field) {}

    public Hashes {
      fields = List.copyOf(fields);
    }

    @Override
    public @Nullable Object read(Event event) {
      StringBuilder text = new StringBuilder();
      for (Hash hash : fields) {
        String value = event.text(hash.field());
        if (value != null) {
          text.append(text.isEmpty() ? "" : ",").append(hash.name()).append('=').append(value);
        }
      }
      return text.isEmpty() ? null : text.toString();
    }
  }

  /**
   * A value of the registry as Sysmon writes it, such as {@code DWORD (0x00000001)}, where the
   * audit of Windows writes its number and its type apart.
   *
   * @param type a constant of winnt.h, or the message that names it in the audit
   */
  record RegistryValue(Source value, Source type) implements Source {
    @Override
    public @Nullable Object read(Event event) {
      Object written = value.read(event);
      Long bits = written instanceof String text ? bits(text.strip()) : null;
      return switch (String.valueOf(type.read(event))) {
        case "%%1875", "REG_BINARY" -> written == null ? null : "Binary Data";
        case "%%1876", "REG_DWORD" ->
            bits == null ? written : "DWORD (0x%08x)".formatted(bits & 0xffff_ffffL);
        case "%%1883", "REG_QWORD" ->
            bits == null
                ? written
                : "QWORD (0x%08x-0x%08x)".formatted(bits >>> 32, bits & 0xffff_ffffL);
        default -> written;
      };
    }

    /** Of a number of up to 64 bits, with a sign or without; null when it is none. */
    private static @Nullable Long bits(String text) {
      try {
        if (text.startsWith("0x") || text.startsWith("0X")) {
          return Long.parseUnsignedLong(text.substring(2), 16);
        }
        return text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text);
      } catch (NumberFormatException e) {
        return null;
      }
    }

    @Override
    public String toString() {
      return value.toString();
    }
  }

  /** Every text of the event: what a search for keywords reads. */
  record Everywhere() implements Source {
    @Override
    public @Nullable Object read(Event event) {
      List<String> texts = new ArrayList<>();
      event.forEach(
          (field, value) -> {
            if (!isOurs(field)) {
              add(texts, value);
            }
          });
      event.vendor().values().forEach(value -> add(texts, value));
      return texts.isEmpty() ? null : texts;
    }

    /** What the platform itself wrote about the event is not part of it. */
    private static boolean isOurs(EcsField field) {
      String name = field.fieldName();
      return name.startsWith("songlam.") || name.equals("ecs.version");
    }

    static void add(List<String> texts, Object value) {
      if (texts(value) instanceof List<?> list) {
        list.forEach(item -> texts.add(item.toString()));
      } else {
        texts.add(value.toString());
      }
    }

    @Override
    public String toString() {
      return "*";
    }
  }

  private static @Nullable Object texts(@Nullable Object value) {
    if (value == null || value instanceof String) {
      return value;
    }
    if (value instanceof List<?> list) {
      return list.isEmpty() ? null : list;
    }
    return value.toString();
  }
}
