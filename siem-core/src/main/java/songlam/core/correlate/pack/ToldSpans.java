package songlam.core.correlate.pack;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import songlam.core.correlate.window.Watched;

/**
 * When alerts of one rule stood, by key. Spans that overlap are one; the key longest unheard of is
 * forgotten first. For one thread.
 */
final class ToldSpans {
  private final int most;

  /** The ends of spans by their beginnings, which no other span of the key holds. */
  private final Map<String, NavigableMap<Long, Long>> spans = new LinkedHashMap<>();

  private int size;

  /**
   * @param most spans kept
   */
  ToldSpans(int most) {
    this.most = most;
  }

  /** An alert was raised, or has grown. */
  void add(LateJoin.Told alert) {
    NavigableMap<Long, Long> known = spans.remove(alert.key());
    if (known == null) {
      known = new TreeMap<>();
    }
    spans.put(alert.key(), known);
    long from = alert.from();
    long to = alert.to();
    for (Map.Entry<Long, Long> last = known.floorEntry(to);
        last != null && last.getValue() >= from;
        last = known.floorEntry(to)) {
      from = Math.min(from, last.getKey());
      to = Math.max(to, last.getValue());
      known.remove(last.getKey());
      size--;
    }
    known.put(from, to);
    size++;
    while (size > most) {
      forgetOne();
    }
  }

  private void forgetOne() {
    Map.Entry<String, NavigableMap<Long, Long>> eldest = spans.entrySet().iterator().next();
    eldest.getValue().pollFirstEntry();
    size--;
    if (eldest.getValue().isEmpty()) {
      spans.remove(eldest.getKey());
    }
  }

  /**
   * Forgets those that were over before this moment.
   *
   * @return whether none is left
   */
  boolean forgetBefore(long time) {
    for (Iterator<NavigableMap<Long, Long>> all = spans.values().iterator(); all.hasNext(); ) {
      NavigableMap<Long, Long> known = all.next();
      while (!known.isEmpty() && known.firstEntry().getValue() < time) {
        known.pollFirstEntry();
        size--;
      }
      if (known.isEmpty()) {
        all.remove();
      }
    }
    return spans.isEmpty();
  }

  /**
   * Whether one of them would be the same alert as this.
   *
   * @param when what their rule watches for
   * @param quiet of the rule, milliseconds
   */
  boolean meets(LateJoin.Told alert, Watched when, long quiet) {
    return when.same(alert.key(), spans.keySet()).anyMatch(key -> meets(key, alert, quiet));
  }

  private boolean meets(String key, LateJoin.Told alert, long quiet) {
    NavigableMap<Long, Long> known = spans.get(key);
    Map.Entry<Long, Long> last = known == null ? null : known.floorEntry(alert.to() + quiet);
    return last != null && alert.from() <= last.getValue() + quiet;
  }

  List<LateJoin.Told> all() {
    List<LateJoin.Told> all = new ArrayList<>();
    spans.forEach((key, of) -> of.forEach((from, to) -> all.add(new LateJoin.Told(key, from, to))));
    return all;
  }
}
