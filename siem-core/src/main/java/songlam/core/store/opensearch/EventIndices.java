package songlam.core.store.opensearch;

import java.util.EnumMap;
import java.util.Map;
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
    return name(set(event), suffix);
  }

  private static DataSet set(Event event) {
    return DataSet.of(event.text(EcsField.EVENT_DATASET));
  }

  private static String name(DataSet set, String suffix) {
    return PREFIX + set.label() + "-" + rounded(suffix);
  }

  /** The names for documents that follow one another: mostly of one segment. For one thread. */
  static final class Following {
    private final Map<DataSet, String> names = new EnumMap<>(DataSet.class);
    private String suffix = "";

    String of(Event event, String suffix) {
      if (!suffix.equals(this.suffix)) {
        this.suffix = suffix;
        names.clear();
      }
      return names.computeIfAbsent(set(event), set -> name(set, suffix));
    }
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
