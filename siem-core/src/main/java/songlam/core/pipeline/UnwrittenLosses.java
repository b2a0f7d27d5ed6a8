package songlam.core.pipeline;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import songlam.core.event.Reason;

/**
 * Losses that the journal could not take when they happened, summed by input and reason: as many
 * sums as there are inputs, however much is lost. They come out once a second, so that a flood of
 * bad lines at a full disk adds a few entries and not one for each. Safe for many threads.
 */
final class UnwrittenLosses {
  private static final long EVERY_MILLIS = 1_000;

  private final Clock clock;
  private final Map<Key, Long> counts = new LinkedHashMap<>();
  private volatile boolean some;
  private long nextAt = Long.MIN_VALUE;

  /** Records of one input that are lost for one reason. */
  record Loss(String source, Reason reason, long count) {}

  private record Key(String source, Reason reason) {}

  UnwrittenLosses(Clock clock) {
    this.clock = clock;
  }

  synchronized void add(Loss loss) {
    counts.merge(new Key(loss.source(), loss.reason()), loss.count(), Long::sum);
    some = true;
  }

  /** What is to be written now; it is no longer here then. Nearly free while there is nothing. */
  List<Loss> due() {
    return some ? taken(clock.millis()) : List.of();
  }

  private synchronized List<Loss> taken(long now) {
    if (now < nextAt) {
      return List.of();
    }
    nextAt = now + EVERY_MILLIS;
    return all();
  }

  /** All that is here; it is no longer here then. */
  synchronized List<Loss> all() {
    List<Loss> losses = new ArrayList<>();
    counts.forEach((key, count) -> losses.add(new Loss(key.source(), key.reason(), count)));
    counts.clear();
    some = false;
    return losses;
  }
}
