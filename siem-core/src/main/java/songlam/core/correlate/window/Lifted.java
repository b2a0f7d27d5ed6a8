package songlam.core.correlate.window;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** When deadlines were lifted, for what names them late; bounded, apart from what still waits. */
final class Lifted {
  private static final int MOST = 50_000;

  /** Event times by key, the one lifted longest ago first. */
  private final LinkedHashMap<String, Long> times = new LinkedHashMap<>();

  private long forgotten;

  void add(String key, long at) {
    Long before = times.remove(key);
    times.put(key, before == null ? at : Math.max(before, at));
    if (times.size() > MOST) {
      Iterator<Long> eldest = times.values().iterator();
      eldest.next();
      eldest.remove();
      forgotten++;
    }
  }

  /** The least there is when it was not lifted lately. */
  long at(String key) {
    return times.getOrDefault(key, Long.MIN_VALUE);
  }

  void forgetUntil(long time) {
    for (Iterator<Long> all = times.values().iterator(); all.hasNext(); ) {
      if (all.next() > time) {
        return;
      }
      all.remove();
    }
  }

  /** So many there was no room for. */
  long forgotten() {
    return forgotten;
  }

  void save(StateWriter out) {
    out.number(forgotten).number(times.size());
    for (Map.Entry<String, Long> entry : times.entrySet()) {
      out.text(entry.getKey()).number(entry.getValue());
    }
  }

  void restore(StateReader in) {
    forgotten = in.number();
    for (long left = in.number(); left > 0; left--) {
      times.put(in.text(), in.number());
    }
  }
}
