package songlam.core.correlate.pack;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;
import songlam.core.correlate.window.Happening;
import songlam.core.correlate.window.Sighting;
import songlam.core.event.EventId;

/**
 * One rule holding for one key from its first contributing event until it is quiet. Grows; keeps
 * the first and the latest events as evidence and the count of all.
 */
public final class Episode {
  static final int FIRST_KEPT = 20;
  static final int LAST_KEPT = 30;

  private final Rule rule;
  private final String key;
  private final List<Happening> first = new ArrayList<>();
  private final Deque<Happening> last = new ArrayDeque<>();
  private final TreeSet<EventId> recent = new TreeSet<>();
  private long count;
  private long distinct;
  private double sum;
  private long lastAt;
  private long emittedAt = Long.MIN_VALUE;
  private long emittedCount;
  private EventId newest = new EventId("", 0, 0, 0);

  Episode(Rule rule, String key) {
    this.rule = rule;
    this.key = key;
  }

  Rule rule() {
    return rule;
  }

  String key() {
    return key;
  }

  /** Takes the sighting's events in that are not known yet. */
  void take(Sighting sighting) {
    for (Happening happening : sighting.contributing()) {
      EventId id = happening.event().id();
      if (recent.contains(id) || (count > 0 && isOld(happening))) {
        continue;
      }
      add(happening, id);
    }
    distinct = Math.max(distinct, sighting.distinct());
    sum = Math.max(sum, sighting.sum());
    lastAt = Math.max(lastAt, sighting.at());
  }

  private boolean isOld(Happening happening) {
    // Windows hand their whole content over each time; what lies before the newest seen is known.
    return happening.event().id().compareTo(newest) <= 0 && recent.size() >= 4_096;
  }

  private void add(Happening happening, EventId id) {
    count++;
    recent.add(id);
    if (recent.size() > 8_192) {
      recent.pollFirst();
    }
    newest = id.compareTo(newest) > 0 ? id : newest;
    if (first.size() < FIRST_KEPT) {
      first.add(happening);
    } else {
      last.addLast(happening);
      if (last.size() > LAST_KEPT) {
        last.removeFirst();
      }
    }
  }

  boolean isQuiet(long time) {
    return lastAt + rule.quiet() <= time;
  }

  /** Whether it has grown enough since it was last told to be told again. */
  boolean worthTelling(long time) {
    return count > emittedCount && (time - emittedAt >= 2_000 || count >= 2 * emittedCount);
  }

  void told(long time) {
    emittedAt = time;
    emittedCount = count;
  }

  boolean hasUntold() {
    return count > emittedCount;
  }

  /** The evidence kept, oldest first. */
  List<Happening> evidence() {
    List<Happening> all = new ArrayList<>(first);
    all.addAll(last);
    return all;
  }

  Happening firstEvent() {
    return first.getFirst();
  }

  long firstOffset() {
    return first.getFirst().offset();
  }

  long lastOffset() {
    return last.isEmpty() ? first.getLast().offset() : last.getLast().offset();
  }

  long count() {
    return count;
  }

  long distinct() {
    return distinct;
  }

  double sum() {
    return sum;
  }

  long lastAt() {
    return lastAt;
  }
}
