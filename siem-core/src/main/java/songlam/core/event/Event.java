package songlam.core.event;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened, normalised to ECS. Flat and typed: the fields that are present stand in
 * the order of {@link EcsField#ordinal()}, found through a bitmap, so a test for an absent field
 * costs one mask. What the vocabulary has no field for is kept by its own name in {@link
 * #vendor()}. Immutable and safe to share between threads.
 */
public final class Event {
  private final EventId id;
  private final @Nullable String ownId;
  private final String documentId;
  private final long timestamp;
  private final String origin;
  private final long[] present;
  private final Object[] values;
  private final Map<String, Object> vendor;

  Event(
      EventId id,
      @Nullable String ownId,
      long timestamp,
      String origin,
      long[] present,
      Object[] values,
      Map<String, Object> vendor) {
    this.id = id;
    this.ownId = ownId;
    this.documentId = ownId == null ? id.toString() : ownId;
    this.timestamp = timestamp;
    this.origin = origin;
    this.present = present;
    this.values = values;
    this.vendor = vendor;
  }

  /** The place in the journal: identity and the tie-break of the correlation order. */
  public EventId id() {
    return id;
  }

  /** The id in the store: the client's own when it gave one, else the text of {@link #id()}. */
  public String documentId() {
    return documentId;
  }

  /** Whether the client gave the document its id, which then does not rest on the journal. */
  public boolean hasOwnDocumentId() {
    return ownId != null;
  }

  /** Event time ({@code @timestamp}), milliseconds since the epoch. */
  public long timestamp() {
    return timestamp;
  }

  /**
   * Who keeps the clock of this event: the host behind a relay, an exporter's domain, a camera.
   * Watermarks are kept per origin.
   */
  public String origin() {
    return origin;
  }

  public boolean has(EcsField field) {
    int ordinal = field.ordinal();
    return (present[ordinal >>> 6] & (1L << ordinal)) != 0;
  }

  /** Whether every field of the set is present. */
  public boolean hasAll(FieldSet fields) {
    for (int word = 0; word < present.length; word++) {
      if ((fields.words[word] & ~present[word]) != 0) {
        return false;
      }
    }
    return true;
  }

  /** The value in the Java type of {@link EcsField#type()}, or null when the field is absent. */
  public @Nullable Object get(EcsField field) {
    int ordinal = field.ordinal();
    int word = ordinal >>> 6;
    long bit = 1L << ordinal;
    if ((present[word] & bit) == 0) {
      return null;
    }
    int index = Long.bitCount(present[word] & (bit - 1));
    for (int i = 0; i < word; i++) {
      index += Long.bitCount(present[i]);
    }
    return values[index];
  }

  /** The value of a text field, its text form for other types, or null when absent. */
  public @Nullable String text(EcsField field) {
    Object value = get(field);
    if (value == null) {
      return null;
    }
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof List<?> list) {
      return list.isEmpty() ? null : String.valueOf(list.getFirst());
    }
    return value.toString();
  }

  /** The value of a LONG or DATE field, or {@code absent} when the field is not there. */
  public long number(EcsField field, long absent) {
    return get(field) instanceof Number number ? number.longValue() : absent;
  }

  /** The values of a multiple field; of a single one a list of its text; empty when absent. */
  public List<String> texts(EcsField field) {
    Object value = get(field);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      @SuppressWarnings("unchecked") // EventBuilder stores only List<String>
      List<String> texts = (List<String>) list;
      return texts;
    }
    return List.of(value.toString());
  }

  /**
   * Fields the vocabulary has no name for, by their dotted vendor name; values are String, Long,
   * Double, Boolean or List of String. Unmodifiable.
   */
  public Map<String, Object> vendor() {
    return vendor;
  }

  /** How many fields are present. */
  int size() {
    return values.length;
  }

  /** Calls the consumer with each present field in ordinal order. */
  public void forEach(BiConsumer<EcsField, Object> consumer) {
    int index = 0;
    for (int word = 0; word < present.length; word++) {
      for (long bits = present[word]; bits != 0; bits &= bits - 1) {
        int ordinal = (word << 6) + Long.numberOfTrailingZeros(bits);
        consumer.accept(EventBuilder.FIELDS[ordinal], values[index++]);
      }
    }
  }

  /** A builder that holds all this event holds. */
  public EventBuilder toBuilder() {
    EventBuilder builder = new EventBuilder().timestamp(timestamp).origin(origin);
    forEach(builder::put);
    vendor.forEach(builder::vendor);
    if (hasOwnDocumentId()) {
      builder.documentId(documentId);
    }
    return builder;
  }

  @Override
  public String toString() {
    return "Event[" + id + "]";
  }
}
