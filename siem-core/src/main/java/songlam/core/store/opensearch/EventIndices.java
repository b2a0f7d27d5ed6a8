package songlam.core.store.opensearch;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.store.DataSet;

/**
 * Names of the indices of events: {@code songlam-events-<data set>-<day>-<part>}. A journal segment
 * is small, so its suffix {@code day-offset} is rounded: sixteen million offsets share a part, and
 * a shard stays at a few gigabytes. The name depends on the event and its segment alone, so a
 * replay writes where the first try wrote.
 */
final class EventIndices {
  static final String PREFIX = "songlam-events-";
  static final String ALL = PREFIX + "*";

  private static final int PART_BITS = 24;
  private static final Pattern SEGMENT = Pattern.compile("(.+)-([0-9a-f]{16})");

  private EventIndices() {}

  static String of(Event event, String suffix) {
    DataSet set = DataSet.of(event.text(EcsField.EVENT_DATASET));
    return PREFIX + set.label() + "-" + rounded(suffix);
  }

  private static String rounded(String suffix) {
    Matcher segment = SEGMENT.matcher(suffix);
    if (!segment.matches()) {
      return suffix;
    }
    long part = Long.parseUnsignedLong(segment.group(2), 16) >>> PART_BITS;
    return segment.group(1) + "-" + "%06x".formatted(part);
  }
}
