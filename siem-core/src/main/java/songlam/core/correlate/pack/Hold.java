package songlam.core.correlate.pack;

import java.util.Arrays;
import songlam.core.correlate.window.StateReader;
import songlam.core.correlate.window.StateWriter;

/**
 * How long the leading event clock is held back for the origins that keep up with it, in time of
 * reception: stamps cut to the second leap by a second, those who hear of it do not. It is learned
 * from how long after the leading clock the others really came, beyond what their source is waited
 * for anyway. The worst of the last six slots of 10 s in which something was heard counts, and a
 * quarter more; until one slot is full it is the longest there is.
 */
final class Hold {
  /** The longest, milliseconds. */
  static final long MOST_MILLIS = 750;

  private static final long SLOT_MILLIS = 10_000;
  private static final int KEPT = 6;

  /** The leading clock is remembered in steps of so many milliseconds of reception. */
  private static final long STEP_MILLIS = 25;

  private static final int STEPS = 40;

  private final long[] worst = new long[KEPT];
  private long slot = Long.MIN_VALUE;
  private long slots;

  /** Where the leading clock stood at the end of each of the last steps, and the latest step. */
  private final long[] led = new long[STEPS];

  private long step = Long.MIN_VALUE;

  Hold() {
    Arrays.fill(led, Long.MIN_VALUE);
  }

  /**
   * An event came.
   *
   * @param at of reception, milliseconds
   * @param due event time from which on the leading clock was too far ahead for it
   */
  void heard(long at, long due) {
    long now = Math.floorDiv(at, SLOT_MILLIS);
    if (now > slot) {
      slot = now;
      worst[(int) (slots++ % KEPT)] = 0;
    }
    int place = (int) ((slots - 1) % KEPT);
    long after = sinceLed(at, due);
    if (after > worst[place] && after <= MOST_MILLIS) {
      worst[place] = after;
    }
  }

  /** For how long the leading clock has been ahead of this event time, milliseconds. */
  private long sinceLed(long at, long due) {
    if (step == Long.MIN_VALUE || ledAt(step) <= due) {
      return 0;
    }
    long first = step;
    while (first > step - STEPS + 1 && ledAt(first - 1) > due) {
      first--;
    }
    return at - first * STEP_MILLIS;
  }

  /** The leading clock stands here now. */
  void leads(long at, long eventTime) {
    long now = Math.floorDiv(at, STEP_MILLIS);
    if (step == Long.MIN_VALUE) {
      step = now;
    }
    long stood = ledAt(step);
    for (long passed = Math.max(step + 1, now - STEPS + 1); passed < now; passed++) {
      led[place(passed)] = stood;
    }
    step = Math.max(step, now);
    led[place(step)] = eventTime;
  }

  /** Where the leading clock stood when all on-time events up to there were surely heard. */
  long reached(long at) {
    long back = Math.floorDiv(at - millis(), STEP_MILLIS) - 1;
    if (step == Long.MIN_VALUE || back <= step - STEPS) {
      return Long.MIN_VALUE;
    }
    return ledAt(Math.min(back, step));
  }

  /** Milliseconds to hold the leading clock back. */
  long millis() {
    if (slots < 2) {
      return MOST_MILLIS;
    }
    long most = Arrays.stream(worst).max().orElse(0);
    return Math.min(most + most / 4, MOST_MILLIS);
  }

  private long ledAt(long of) {
    return led[place(of)];
  }

  private static int place(long of) {
    return Math.floorMod(of, STEPS);
  }

  void save(StateWriter out) {
    out.number(slot).number(slots).number(step);
    for (long one : worst) {
      out.number(one);
    }
    for (long one : led) {
      out.number(one);
    }
  }

  void restore(StateReader in) {
    slot = in.number();
    slots = in.number();
    step = in.number();
    for (int i = 0; i < KEPT; i++) {
      worst[i] = in.number();
    }
    for (int i = 0; i < STEPS; i++) {
      led[i] = in.number();
    }
  }
}
