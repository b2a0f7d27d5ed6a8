package songlam.core.journal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The records of the journal counted stretch by stretch, so that how many of each source follow an
 * offset is known exactly without reading them all: whole stretches are added up, and only the one
 * the offset lies in is read. Not safe for many threads: the journal guards it.
 */
final class Stretches {
  /** Entries after which a stretch is closed; it may grow by one batch more. */
  static final int ENTRIES = 8_192;

  private final TreeMap<Long, Stretch> closed = new TreeMap<>();
  private final Map<String, Long> open = new HashMap<>();
  private long openFrom;

  /**
   * @param whole counts of the stretches that lie wholly behind the offset
   * @param from where the part begins that must be read
   * @param end where it ends; nothing is to be read when it is {@code from}
   */
  record Count(Map<String, Long> whole, long from, long end) {}

  /** Starts from what was written earlier; the open stretch is counted by whoever reads it. */
  void restore(List<Stretch> known, long begin) {
    known.forEach(stretch -> closed.put(stretch.first(), stretch));
    openFrom = closed.isEmpty() ? begin : Math.max(begin, closed.lastEntry().getValue().end());
  }

  /** Where the open stretch begins. */
  long openFrom() {
    return openFrom;
  }

  /** The stretch a batch closes, or null when it does not; to be written with the batch. */
  @Nullable Stretch closedBy(Map<String, Long> batch, long end) {
    if (end - openFrom < ENTRIES) {
      return null;
    }
    Map<String, Long> records = new HashMap<>(open);
    batch.forEach((source, count) -> records.merge(source, count, Long::sum));
    return new Stretch(openFrom, end, records);
  }

  /** The batch is written, and so is the stretch it closed. */
  void add(Map<String, Long> batch, @Nullable Stretch closing) {
    if (closing == null) {
      batch.forEach((source, count) -> open.merge(source, count, Long::sum));
    } else {
      closed.put(closing.first(), closing);
      open.clear();
      openFrom = closing.end();
    }
  }

  /** The records behind this offset, up to the end of the journal. */
  Count from(long offset, long end) {
    Map<String, Long> whole = new HashMap<>();
    if (offset >= openFrom) {
      return new Count(whole, Math.min(offset, end), end);
    }
    open.forEach((source, count) -> whole.merge(source, count, Long::sum));
    Map.Entry<Long, Stretch> around = closed.floorEntry(offset);
    boolean inside = around != null && around.getKey() < offset && offset < around.getValue().end();
    long next = inside ? around.getValue().end() : offset;
    for (Stretch stretch : closed.tailMap(next).values()) {
      stretch.records().forEach((source, count) -> whole.merge(source, count, Long::sum));
    }
    return new Count(whole, offset, next);
  }

  /** Forgets the stretches that end before this offset, and says which these were. */
  List<Stretch> forget(long begin) {
    List<Stretch> gone =
        closed.headMap(begin).values().stream().filter(one -> one.end() <= begin).toList();
    gone.forEach(one -> closed.remove(one.first()));
    return gone;
  }
}
