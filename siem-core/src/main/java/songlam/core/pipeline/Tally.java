package songlam.core.pipeline;

import java.util.EnumMap;
import java.util.Map;
import songlam.core.event.Reason;

/**
 * What became of the records and events of one source. Adds up: {@code parsed + rejected + dropped}
 * are records, {@code produced = stored + refused} are events. Not safe for many threads.
 */
final class Tally {
  long parsed;
  long produced;
  long stored;
  long lastReceivedAt;
  final Map<Reason, Long> rejected = new EnumMap<>(Reason.class);
  final Map<Reason, Long> dropped = new EnumMap<>(Reason.class);
  final Map<Reason, Long> refused = new EnumMap<>(Reason.class);

  void add(Tally other) {
    parsed += other.parsed;
    produced += other.produced;
    stored += other.stored;
    lastReceivedAt = Math.max(lastReceivedAt, other.lastReceivedAt);
    merge(rejected, other.rejected);
    merge(dropped, other.dropped);
    merge(refused, other.refused);
  }

  Tally copy() {
    Tally copy = new Tally();
    copy.add(this);
    return copy;
  }

  static long sum(Map<Reason, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private static void merge(Map<Reason, Long> into, Map<Reason, Long> from) {
    from.forEach((reason, count) -> into.merge(reason, count, Long::sum));
  }
}
