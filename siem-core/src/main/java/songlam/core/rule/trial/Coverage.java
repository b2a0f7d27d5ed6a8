package songlam.core.rule.trial;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import songlam.core.event.Timestamps;

/**
 * How much of the span that was asked for is there: of the rest a trial says nothing.
 *
 * @param from event time of the first that is there, to the day, milliseconds; null for nothing
 * @param days days of the span with anything in them
 * @param daysAsked days of the span
 * @param missed entries of the journal that were given up while it was read
 */
public record Coverage(@Nullable Long from, int days, int daysAsked, long missed) {
  static final long DAY = 86_400_000L;

  /** Nothing was looked at. */
  public static final Coverage NONE = new Coverage(null, 0, 0, 0);

  /** Days a span touches. */
  static int days(long from, long to) {
    return (int) Math.clamp(Math.ceilDiv(Math.max(0, to - from), DAY), 0, Integer.MAX_VALUE);
  }

  /** What is worth saying of it. */
  public List<String> warnings() {
    List<String> all = new ArrayList<>();
    if (days < daysAsked) {
      all.add(
          "coverage: %,d of %,d days have events%s (expected: all; of the others nothing is known)"
              .formatted(days, daysAsked, from == null ? "" : ", from " + Timestamps.iso(from)));
    }
    if (missed > 0) {
      all.add(
          "coverage: the journal gave up %,d entries while it was read (expected: none; what was"
                  .formatted(missed)
              + " received in them is not in the trial)");
    }
    return all;
  }
}
