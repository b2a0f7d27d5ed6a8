package songlam.console.desk;

import java.util.Arrays;

/**
 * How long a feed may be silent before something is wrong: it learns how the feed comes, so that
 * one polled every minute is not called lost after ten seconds and a stream is. Safe for many
 * threads.
 */
final class Silence {
  /** A stream is called lost after this; with a look every two seconds, within 15 s. */
  static final long LEAST_MILLIS = 10_000;

  /** While too little is known of a feed. */
  static final long UNKNOWN_MILLIS = 120_000;

  private static final long MOST_MILLIS = 30 * 60_000;
  private static final long APART_MILLIS = 1_000;
  private static final int KEPT = 30;
  private static final int ENOUGH = 3;

  private final long[] gaps = new long[KEPT];
  private int seen;
  private long last;
  private long lastKept;

  /** Something came at this wall clock. */
  synchronized void heard(long at) {
    if (last > 0 && at - lastKept >= APART_MILLIS) {
      gaps[seen++ % KEPT] = at - last;
      lastKept = at;
    }
    if (last == 0) {
      lastKept = at;
    }
    last = Math.max(last, at);
  }

  /** When it last came, 0 for never. */
  synchronized long last() {
    return last;
  }

  /** Whether its rhythm is known and it has been silent for longer. */
  synchronized boolean hasStopped(long now) {
    return seen >= ENOUGH && now - last > allowed();
  }

  /** How long it may be silent, milliseconds: two and a half of its longest recent gaps. */
  synchronized long allowed() {
    if (seen < ENOUGH) {
      return UNKNOWN_MILLIS;
    }
    long longest = Arrays.stream(gaps).max().orElse(0);
    return Math.clamp(longest * 5 / 2, LEAST_MILLIS, MOST_MILLIS);
  }
}
