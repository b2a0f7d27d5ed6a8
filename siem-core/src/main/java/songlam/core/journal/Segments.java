package songlam.core.journal;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The segments that are kept, oldest first. One thread changes them, any number look. */
final class Segments {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy.MM.dd").withZone(ZoneOffset.UTC);

  private final ConcurrentSkipListMap<Long, Segment> byFirst = new ConcurrentSkipListMap<>();

  /** Adds it, or replaces what was known of it. */
  void put(Segment segment) {
    byFirst.put(segment.first(), segment);
  }

  void remove(Segment segment) {
    byFirst.remove(segment.first());
  }

  boolean isEmpty() {
    return byFirst.isEmpty();
  }

  /** Offset of the oldest entry that is kept, 0 when there is none. */
  long begin() {
    return byFirst.isEmpty() ? 0 : byFirst.firstKey();
  }

  long bytes() {
    return byFirst.values().stream().mapToLong(Segment::bytes).sum();
  }

  Segment oldest() {
    return byFirst.firstEntry().getValue();
  }

  Segment youngest() {
    return byFirst.lastEntry().getValue();
  }

  /** The one after it, null when it is the youngest. */
  @Nullable Segment after(Segment segment) {
    Map.Entry<Long, Segment> next = byFirst.higherEntry(segment.first());
    return next == null ? null : next.getValue();
  }

  /**
   * The segment that has to be opened before the next entry, null while the youngest has room and
   * is of the same day (UTC).
   *
   * @param offset of the next entry
   * @param now milliseconds since the epoch
   * @param mostBytes of a segment
   */
  @Nullable Segment due(long offset, long now, long mostBytes) {
    String day = DAY.format(Instant.ofEpochMilli(now));
    if (!byFirst.isEmpty()
        && youngest().bytes() < mostBytes
        && youngest().suffix().startsWith(day)) {
      return null;
    }
    return new Segment(offset, "%s-%016x".formatted(day, offset), now, 0);
  }

  /**
   * Suffix of the indices that the events of an entry lie in.
   *
   * @throws IllegalArgumentException when the entry is no longer kept
   */
  String suffixAt(long offset) {
    Map.Entry<Long, Segment> segment = byFirst.floorEntry(offset);
    if (segment == null) {
      throw new IllegalArgumentException(
          "offset: " + offset + " (expected: at least " + begin() + ")");
    }
    return requireNonNull(segment.getValue()).suffix();
  }
}
