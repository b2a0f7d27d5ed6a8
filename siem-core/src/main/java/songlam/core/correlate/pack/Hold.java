package songlam.core.correlate.pack;

import java.util.Arrays;
import songlam.core.correlate.window.StateReader;
import songlam.core.correlate.window.StateWriter;

/**
 * How long the leading event clock is held back for the origins that keep up with it, learned from
 * how far behind it they really came, beyond what their source is waited for anyway. The worst of
 * the last six slots of 10 s in which something was heard counts, and a quarter more; until one
 * slot is full it is the longest there is.
 */
final class Hold {
  /**
   * The longest, milliseconds: RFC 3164 cuts its stamps to the second with a bound of half a
   * second, beside origins that do not.
   */
  static final long MOST_MILLIS = 750;

  private static final long SLOT_MILLIS = 10_000;
  private static final int KEPT = 6;

  private final long[] worst = new long[KEPT];
  private long slot = Long.MIN_VALUE;
  private long slots;

  /**
   * @param at of reception, milliseconds
   * @param behind the leading clock beyond what its source is waited for, milliseconds; who is
   *     further behind than can be waited for teaches nothing
   */
  void heard(long at, long behind) {
    long now = Math.floorDiv(at, SLOT_MILLIS);
    if (now > slot) {
      slot = now;
      worst[(int) (slots++ % KEPT)] = 0;
    }
    int place = (int) ((slots - 1) % KEPT);
    if (behind <= MOST_MILLIS && behind > worst[place]) {
      worst[place] = behind;
    }
  }

  /** Milliseconds to hold the leading clock back. */
  long millis() {
    if (slots < 2) {
      return MOST_MILLIS;
    }
    long most = Arrays.stream(worst).max().orElse(0);
    return Math.min(most + most / 4, MOST_MILLIS);
  }

  void save(StateWriter out) {
    out.number(slot).number(slots);
    for (long one : worst) {
      out.number(one);
    }
  }

  void restore(StateReader in) {
    slot = in.number();
    slots = in.number();
    for (int i = 0; i < KEPT; i++) {
      worst[i] = in.number();
    }
  }
}
