package songlam.core.rule.trial;

import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import songlam.core.pipeline.JournalStretch;

/** The journal again, late events late and ticks where they were. For one thread. */
final class JournalledEvents implements PastEvents {
  private final JournalStretch journal;
  private final long from;
  private final long to;
  private final Set<Long> days = new HashSet<>();
  private @Nullable Long first;
  private long missed;

  /**
   * @param from event time, milliseconds, included
   * @param to event time, milliseconds, not included
   */
  JournalledEvents(JournalStretch journal, long from, long to) {
    this.journal = journal;
    this.from = from;
    this.to = to;
  }

  @Override
  public long total() {
    return journal.entries();
  }

  @Override
  public void feed(Trial trial, LongConsumer read, BooleanSupplier cancelled) {
    missed =
        journal.read(
            detected -> {
              long at = detected.event().timestamp();
              if (at >= from && at < to) {
                first = first == null ? at : Math.min(first, at);
                days.add((at - from) / Coverage.DAY);
                trial.on(detected);
              }
            },
            trial::tick,
            read,
            cancelled);
  }

  @Override
  public Coverage covered() {
    return new Coverage(first, days.size(), Coverage.days(from, to), missed);
  }
}
