package songlam.core.correlate.window;

import songlam.core.detect.sigma.SigmaCorrelation;

/** What the events within the windows of one operator take, over all its keys. */
final class Room {
  static final int MOST_PER_KEY = SigmaCorrelation.MOST_COUNTED;

  /** Events kept whole over all keys, events counted over all keys. */
  private static final int MOST_WHOLE = 100_000;

  private static final int MOST_COUNTED = 2_000_000;

  private long counted;
  private long whole;
  private long cut;

  void take(int events, int wholeEvents) {
    counted += events;
    whole += wholeEvents;
  }

  /** An event left its window for want of room, and something may be missed without it. */
  void cut() {
    cut++;
  }

  long cuts() {
    return cut;
  }

  /** Takes up what an earlier run had cut. */
  void restore(long cuts) {
    cut = cuts;
  }

  /** Lets the keys go that were touched longest ago, until what is left has room. */
  void make(Keys<?> keys) {
    while ((whole > MOST_WHOLE || counted > MOST_COUNTED) && keys.size() > 1) {
      keys.evictEldest();
    }
  }
}
