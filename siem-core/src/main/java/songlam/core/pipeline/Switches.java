package songlam.core.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import songlam.core.detect.Detector;
import songlam.core.detect.RuleRef;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.journal.SystemStore;
import songlam.core.journal.SystemStore.Family;

/**
 * Which rules were switched off at each place of the journal: what is read again is detected as the
 * first time, whatever people have switched since. Safe for many threads.
 */
final class Switches {
  private static final String KEY = "switched/";

  private final SystemStore store;
  private final ConcurrentSkipListMap<Long, Set<String>> from = new ConcurrentSkipListMap<>();

  /**
   * Takes up what was kept.
   *
   * @param begin the first offset that can be read again
   */
  Switches(SystemStore store, long begin) {
    this.store = store;
    store.scan(
        Family.CHECKPOINTS,
        (key, value) -> {
          if (key.startsWith(KEY)) {
            String text = new String(value, UTF_8);
            long offset = Long.parseLong(key.substring(KEY.length()), 16);
            from.put(offset, text.isEmpty() ? Set.of() : Set.of(text.split("\n")));
          }
        });
    forgetBefore(begin);
  }

  /** What is kept there, for a reader beside the live one: nothing it notes is kept. */
  static Switches beside(SystemStore store, long begin) {
    return new Switches(InMemorySystemStore.of(store, Family.CHECKPOINTS, KEY), begin);
  }

  /** The entry at this offset says so; told again, it changes nothing. */
  void note(long offset, Set<String> off) {
    if (from.put(offset, Set.copyOf(off)) == null) {
      store.put(
          Family.CHECKPOINTS,
          KEY + "%016x".formatted(offset),
          String.join("\n", new TreeSet<>(off)).getBytes(UTF_8));
    }
  }

  /** Detects with the rules that were switched on where the event stands. */
  Detector over(Supplier<Detector> rules) {
    return event -> {
      List<RuleRef> matched = rules.get().detect(event);
      long offset = event.id().offset();
      return matched.isEmpty()
          ? matched
          : matched.stream().filter(rule -> !isOff(offset, rule.id())).toList();
    };
  }

  /** Whether a rule was off for what stands at this offset. */
  private boolean isOff(long offset, String rule) {
    Map.Entry<Long, Set<String>> latest = from.lowerEntry(offset);
    return latest != null && latest.getValue().contains(rule);
  }

  /** What stands before this offset is never read again: only the last switch before it counts. */
  private void forgetBefore(long offset) {
    Long last = from.lowerKey(offset);
    if (last != null) {
      for (long old : from.headMap(last).keySet()) {
        from.remove(old);
        store.delete(Family.CHECKPOINTS, KEY + "%016x".formatted(old));
      }
    }
  }
}
