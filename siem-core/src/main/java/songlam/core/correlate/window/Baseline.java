package songlam.core.correlate.window;

import java.util.Arrays;

/**
 * How much there was of a key in its latest windows, and the exponentially weighted mean of all
 * windows before: each weighs a fifth less than the one behind it. Windows go by number: event time
 * divided by their length. What comes late to one of the latest 32 windows counts as if it had come
 * on time. For one thread.
 */
final class Baseline {
  private static final double WEIGHT = 0.2;

  /** A power of two; the mean rests to a thousandth part on what was before. */
  static final int WINDOWS_OPEN = 32;

  /** So many windows without anything, and the key has no past. */
  private static final int WINDOWS_REMEMBERED = 64;

  private static final long NOT_BEGUN = Long.MIN_VALUE;

  private final double[] amounts = new double[WINDOWS_OPEN];
  private long current = NOT_BEGUN;

  /** The first window there was something in. */
  private long first;

  /** The earliest window of which the amount is known by itself. */
  private long since;

  /** The sum of those before it, each by its weight then. */
  private double before;

  private double mean;

  boolean hasBegun() {
    return current != NOT_BEGUN;
  }

  long current() {
    return current;
  }

  /** The mean of the windows before the current one; zero when there are none. */
  double mean() {
    return mean;
  }

  /** How many windows there were before the current one. */
  long known() {
    return current - first;
  }

  /** Whether it has no past by the time of this window. */
  boolean isOver(long window) {
    return current == NOT_BEGUN || window - current > WINDOWS_REMEMBERED;
  }

  /** Goes on to a window; begins with it when there is no past. */
  void moveTo(long window) {
    if (isOver(window)) {
      begin(window, window, 0);
    }
    if (current == window) {
      return;
    }
    while (current < window) {
      current++;
      if (current - since == WINDOWS_OPEN) {
        before = step(before, amount(since));
        since++;
      }
      set(current, 0);
    }
    mean = meanBefore(current);
  }

  private void begin(long window, long first, double before) {
    Arrays.fill(amounts, 0);
    current = window;
    since = window;
    this.first = first;
    this.before = before;
    mean = meanBefore(window);
  }

  /**
   * Begins with a window as another one that is not over by then knows the time before it, or with
   * the first one behind it of which that is known.
   */
  void begin(Baseline other, long asked) {
    long window = Math.max(asked, other.since);
    begin(window, other.first, window > other.first ? other.sumBefore(window) : 0);
  }

  /** There was so much in the current window. */
  void add(double amount) {
    set(current, amount(current) + amount);
  }

  /**
   * So much came late, to a window that is not behind the current one.
   *
   * @return false when it is too late to be counted
   */
  boolean addLate(long window, double amount) {
    if (since == first && window < since && current - window < WINDOWS_OPEN) {
      first = window;
      since = window;
    }
    if (window < since) {
      return false;
    }
    set(window, amount(window) + amount);
    mean = meanBefore(current);
    return true;
  }

  /** Whether it is known how much was usual before a window. */
  boolean knows(long window) {
    return since == first || window >= since;
  }

  /** The mean of the windows before one that is {@linkplain #knows known}. */
  double meanBefore(long window) {
    return window <= first || isOver(window)
        ? 0
        : sumBefore(window) / (1 - Math.pow(1 - WEIGHT, window - first));
  }

  private double sumBefore(long window) {
    double sum = before;
    for (long past = since; past < window; past++) {
      sum = step(sum, past <= current ? amount(past) : 0);
    }
    return sum;
  }

  private static double step(double sum, double amount) {
    return (1 - WEIGHT) * sum + WEIGHT * amount;
  }

  private double amount(long window) {
    return amounts[(int) (window & (WINDOWS_OPEN - 1))];
  }

  private void set(long window, double amount) {
    amounts[(int) (window & (WINDOWS_OPEN - 1))] = amount;
  }

  void save(StateWriter out) {
    out.number(current).number(first).number(since).decimal(before);
    for (long past = current - since; past >= 0; past--) {
      out.decimal(amount(current - past));
    }
  }

  static Baseline read(StateReader in) {
    Baseline read = new Baseline();
    read.current = in.number();
    read.first = in.number();
    read.since = in.number();
    read.before = in.decimal();
    for (long past = read.current - read.since; past >= 0; past--) {
      read.set(read.current - past, in.decimal());
    }
    read.mean = read.meanBefore(read.current);
    return read;
  }
}
