package songlam.core.correlate.pack;

import songlam.core.correlate.window.StateReader;
import songlam.core.correlate.window.StateWriter;

/**
 * How late one source really comes, never more than the bound of its type. It is watched in slots
 * of 15 s in which it spoke; the worst but one of the last twenty counts, so that one straggler
 * makes nobody wait and what happens again does. Until it was watched for as long as its bound, the
 * bound holds.
 */
final class Punctuality {
  private static final long SLOT_MILLIS = 15_000;
  private static final int KEPT = 20;

  /** A bound up to this is short enough: it is kept as it is. */
  private static final long LEAST_MILLIS = 1_000;

  private static final long MARGIN_MILLIS = 250;

  private final long bound;
  private final long[] worst = new long[KEPT];
  private long slot = Long.MIN_VALUE;
  private long slots;
  private long heardAt = Long.MIN_VALUE;

  /**
   * @param bound of the source's type, milliseconds
   */
  Punctuality(long bound) {
    this.bound = bound;
  }

  /**
   * @param at of reception, milliseconds
   * @param behind how far behind the others' event time it was, milliseconds; what is beyond the
   *     bound is late in any case and teaches nothing
   */
  void heard(long at, long behind) {
    heardAt = Math.max(heardAt, at);
    long now = Math.floorDiv(at, SLOT_MILLIS);
    if (now > slot) {
      slot = now;
      worst[(int) (slots++ % KEPT)] = 0;
    }
    int place = (int) ((slots - 1) % KEPT);
    if (behind <= bound && behind > worst[place]) {
      worst[place] = behind;
    }
  }

  /** How long to wait for it, milliseconds. */
  long waits() {
    if (bound <= LEAST_MILLIS || (slots - 1) * SLOT_MILLIS < bound) {
      return bound;
    }
    long most = 0;
    long second = 0;
    for (long one : worst) {
      second = Math.max(second, Math.min(most, one));
      most = Math.max(most, one);
    }
    return Math.clamp(second * 3 / 2 + MARGIN_MILLIS, LEAST_MILLIS, bound);
  }

  long bound() {
    return bound;
  }

  /** Wall clock of the latest reception, from the journal. */
  long heardAt() {
    return heardAt;
  }

  void save(StateWriter out) {
    out.number(bound).number(slot).number(slots).number(heardAt);
    for (long one : worst) {
      out.number(one);
    }
  }

  static Punctuality read(StateReader in) {
    Punctuality read = new Punctuality(in.number());
    read.slot = in.number();
    read.slots = in.number();
    read.heardAt = in.number();
    for (int i = 0; i < KEPT; i++) {
      read.worst[i] = in.number();
    }
    return read;
  }
}
