package songlam.core.correlate.pack;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import songlam.core.correlate.window.StateReader;
import songlam.core.correlate.window.StateWriter;

/**
 * Which rules of a pack are switched off, and how often each of them would have told of something.
 * For one thread, but for {@link #silenced()}.
 */
final class Switches {
  private final Predicate<String> enabled;
  private final Map<String, Long> silenced = new ConcurrentSkipListMap<>();
  private @Nullable Set<String> off;

  /**
   * @param enabled whether a rule, {@code pack/rule}, is on, until {@link #off} or a snapshot says
   *     it
   */
  Switches(Predicate<String> enabled) {
    this.enabled = enabled;
  }

  /** From now on these rules are off, and no others. */
  void off(Set<String> rules) {
    off = new TreeSet<>(rules);
  }

  boolean isOff(String rule) {
    return off == null ? !enabled.test(rule) : off.contains(rule);
  }

  /** A rule that is off would have told of something, so many times. */
  void silenced(String rule, long times) {
    silenced.merge(rule, times, Long::sum);
  }

  /** How often rules that are off would have told of something. */
  Map<String, Long> silenced() {
    return Map.copyOf(silenced);
  }

  void save(StateWriter out) {
    out.number(silenced.size());
    silenced.forEach((rule, count) -> out.text(rule).number(count));
    out.number(off == null ? -1 : off.size());
    if (off != null) {
      off.forEach(out::text);
    }
  }

  /** Takes over what {@link #save} wrote. */
  void restore(StateReader in) {
    for (long left = in.number(); left > 0; left--) {
      silenced.put(in.text(), in.number());
    }
    long left = in.number();
    Set<String> saved = new TreeSet<>();
    for (long i = 0; i < left; i++) {
      saved.add(in.text());
    }
    off = left < 0 ? null : saved;
  }
}
