package songlam.core.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import songlam.core.event.Cap;
import songlam.core.event.Text;

/**
 * What is wrong with sources, kept apart by who it is that is wrong: a clock that runs off, an
 * exporter that loses, a listener that is down. Bounded; what finds no room is counted. Safe for
 * many threads.
 */
public final class Faults {
  private final Map<String, Fault> faults = new ConcurrentHashMap<>();
  private final AtomicLong uncounted = new AtomicLong();

  /**
   * @param kind {@code clock}, {@code silent}, {@code listener}, {@code template}, {@code
   *     overflow}, {@code late} or {@code type}
   * @param origin the host, exporter or camera concerned
   * @param since wall clock of the first time, milliseconds
   * @param last wall clock of the latest time, milliseconds
   * @param count how often
   */
  public record Fault(
      String source, String kind, String origin, Text detail, long since, long last, long count) {}

  public void report(String source, String kind, String origin, Text detail, long at) {
    String key = source + '\u0000' + kind + '\u0000' + origin;
    if (faults.size() >= Cap.FAULTS.limit() && !faults.containsKey(key)) {
      uncounted.incrementAndGet();
      return;
    }
    faults.merge(
        key,
        new Fault(source, kind, origin, detail, at, at, 1),
        (old, now) ->
            new Fault(
                source,
                kind,
                origin,
                detail,
                old.since(),
                Math.max(old.last(), at),
                old.count() + 1));
  }

  /** It is well again. */
  public void clear(String source, String kind, String origin) {
    faults.remove(source + '\u0000' + kind + '\u0000' + origin);
  }

  /** All that were seen after this moment, the latest first. */
  public List<Fault> since(long moment) {
    List<Fault> current = new ArrayList<>();
    faults.values().stream().filter(fault -> fault.last() >= moment).forEach(current::add);
    current.sort(Comparator.comparingLong(Fault::last).reversed());
    return current;
  }

  /** Faults for which there was no room. */
  public long uncounted() {
    return uncounted.get();
  }
}
