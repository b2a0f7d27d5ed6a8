package songlam.core.event;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event in the making: parsers fill it, the normaliser completes and builds it. Not safe for
 * more than one thread. Absent means not set: setting null or an empty text leaves the field out.
 */
public final class EventBuilder {
  static final EcsField[] FIELDS = EcsField.values();
  private static final int WORDS = (FIELDS.length + 63) >>> 6;

  private final long[] present = new long[WORDS];
  private @Nullable Object[] slots = new @Nullable Object[32];
  private short[] ordinals = new short[32];
  private int size;
  private @Nullable Map<String, Object> vendor;
  private long timestamp = Long.MIN_VALUE;
  private String origin = "";
  private @Nullable String documentId;

  /** Sets the event time, milliseconds since the epoch. */
  public EventBuilder timestamp(long millis) {
    this.timestamp = millis;
    return this;
  }

  /** Whether a parser found an event time in the record. */
  public boolean hasTimestamp() {
    return timestamp != Long.MIN_VALUE;
  }

  /** Event time in milliseconds since the epoch; meaningless unless {@link #hasTimestamp()}. */
  public long timestamp() {
    return timestamp;
  }

  /** Names the keeper of this event's clock; empty means the record's source and peer. */
  public EventBuilder origin(String name) {
    this.origin = name;
    return this;
  }

  public String origin() {
    return origin;
  }

  /** The client's own document id; null means the journal's id. */
  public EventBuilder documentId(@Nullable String id) {
    this.documentId = id;
    return this;
  }

  /** What an address field is given and is no {@link IpAddress} is kept as a vendor field. */
  public EventBuilder set(EcsField field, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      return this;
    }
    if (!field.type().isText()) {
      throw mismatch(field, value);
    }
    if (field.type() == EcsType.IP && !IpAddress.isOne(value)) {
      return vendor(field.fieldName(), value);
    }
    return put(field, field.multiple() ? List.of(value) : value);
  }

  public EventBuilder set(EcsField field, long value) {
    return switch (field.type()) {
      case LONG, DATE -> put(field, value);
      case DOUBLE -> put(field, (double) value);
      case KEYWORD, TEXT, IP, BOOLEAN, GEO_POINT -> throw mismatch(field, value);
    };
  }

  public EventBuilder set(EcsField field, double value) {
    if (field.type() != EcsType.DOUBLE) {
      throw mismatch(field, value);
    }
    return put(field, value);
  }

  public EventBuilder set(EcsField field, boolean value) {
    if (field.type() != EcsType.BOOLEAN) {
      throw mismatch(field, value);
    }
    return put(field, value);
  }

  public EventBuilder set(EcsField field, GeoPoint value) {
    if (field.type() != EcsType.GEO_POINT) {
      throw mismatch(field, value);
    }
    return put(field, value);
  }

  public EventBuilder set(EcsField field, List<String> values) {
    if (values.isEmpty()) {
      return this;
    }
    if (!field.type().isText()) {
      throw mismatch(field, values);
    }
    if (field.type() == EcsType.IP && !values.stream().allMatch(IpAddress::isOne)) {
      return setAddresses(field, values);
    }
    return put(field, field.multiple() ? List.copyOf(values) : values.getFirst());
  }

  /** Those that are addresses in the field, the others beside it. */
  private EventBuilder setAddresses(EcsField field, List<String> values) {
    vendor(field.fieldName(), values.stream().filter(value -> !IpAddress.isOne(value)).toList());
    return set(field, values.stream().filter(IpAddress::isOne).toList());
  }

  /** Takes the field out again. */
  public EventBuilder clear(EcsField field) {
    int slot = slotOf(field.ordinal());
    if (slot >= 0) {
      slots[slot] = null;
      present[field.ordinal() >>> 6] &= ~(1L << field.ordinal());
    }
    return this;
  }

  /** Keeps a field the vocabulary has no name for; see {@link Event#vendor()} for the types. */
  public EventBuilder vendor(String name, @Nullable Object value) {
    if (value == null || (value instanceof String text && text.isEmpty())) {
      return this;
    }
    Map<String, Object> fields = vendor;
    if (fields == null) {
      fields = new LinkedHashMap<>();
      vendor = fields;
    }
    fields.put(name, value);
    return this;
  }

  /** The vendor fields so far, live: a mapping may remove what it turned into ECS fields. */
  public Map<String, Object> vendor() {
    Map<String, Object> fields = vendor;
    if (fields == null) {
      fields = new LinkedHashMap<>();
      vendor = fields;
    }
    return fields;
  }

  public boolean has(EcsField field) {
    int ordinal = field.ordinal();
    return (present[ordinal >>> 6] & (1L << ordinal)) != 0;
  }

  public @Nullable Object get(EcsField field) {
    if (!has(field)) {
      return null;
    }
    return slots[slotOf(field.ordinal())];
  }

  public @Nullable String text(EcsField field) {
    Object value = get(field);
    if (value instanceof List<?> list) {
      return list.isEmpty() ? null : String.valueOf(list.getFirst());
    }
    return value == null ? null : value.toString();
  }

  /**
   * The event. The builder may be used on afterwards; the event does not change with it.
   *
   * @throws IllegalStateException when no event time was set
   */
  public Event build(EventId id) {
    if (!hasTimestamp()) {
      throw new IllegalStateException("event " + id + " has no timestamp");
    }
    int count = 0;
    for (long word : present) {
      count += Long.bitCount(word);
    }
    Object[] values = new Object[count];
    for (int slot = 0; slot < size; slot++) {
      Object value = slots[slot];
      if (value != null) {
        values[rank(ordinals[slot])] = value;
      }
    }
    Map<String, Object> fields = vendor;
    return new Event(
        id,
        documentId,
        timestamp,
        origin,
        present.clone(),
        values,
        fields == null || fields.isEmpty()
            ? Map.of()
            : Collections.unmodifiableMap(new LinkedHashMap<>(fields)));
  }

  /** Stores a value already in the Java type of the field, as {@link #get} gives it. */
  public EventBuilder put(EcsField field, Object value) {
    int ordinal = field.ordinal();
    int slot;
    if (has(field)) {
      slot = slotOf(ordinal);
    } else {
      slot = size++;
      if (slot == slots.length) {
        slots = Arrays.copyOf(slots, slot * 2);
        ordinals = Arrays.copyOf(ordinals, slot * 2);
      }
      ordinals[slot] = (short) ordinal;
    }
    slots[slot] = value;
    present[ordinal >>> 6] |= 1L << ordinal;
    return this;
  }

  private int slotOf(int ordinal) {
    for (int slot = 0; slot < size; slot++) {
      if (ordinals[slot] == ordinal && slots[slot] != null) {
        return slot;
      }
    }
    return -1;
  }

  private int rank(int ordinal) {
    int word = ordinal >>> 6;
    int rank = Long.bitCount(present[word] & ((1L << ordinal) - 1));
    for (int i = 0; i < word; i++) {
      rank += Long.bitCount(present[i]);
    }
    return rank;
  }

  private static IllegalArgumentException mismatch(EcsField field, Object value) {
    return new IllegalArgumentException(
        field.fieldName() + ": " + value + " (expected: " + field.type() + ")");
  }
}
