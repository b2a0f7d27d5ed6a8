package songlam.core.correlate.window;

import java.util.function.IntToDoubleFunction;

/**
 * The sum of what a window holds, its oldest leaving first. What each addition rounds away is kept
 * beside it, twice over (A. Klein, 2006), and the sum is made anew from what is there after as many
 * have left, or sooner when what left was so huge that it hid the rest.
 */
final class RunningSum {
  /** Larger amounts count for no more: 65,536 of them still have a sum. */
  private static final double LARGEST = 1e300;

  private static final double HIDES = 1L << 40;

  private double sum;
  private double lost;
  private double rest;

  /** So many have left since it was made anew, and so many have come or left. */
  private int left;

  private int moved;

  void add(double amount) {
    moved++;
    double bounded = Math.clamp(amount, -LARGEST, LARGEST);
    double next = sum + bounded;
    double rounded = rounded(sum, bounded, next);
    sum = next;
    double nextLost = lost + rounded;
    rest += rounded(lost, rounded, nextLost);
    lost = nextLost;
  }

  /** What was rounded away when two were added. */
  private static double rounded(double one, double other, double added) {
    return Math.abs(one) >= Math.abs(other) ? one - added + other : other - added + one;
  }

  /**
   * The oldest has left.
   *
   * @param amount of it
   * @param size so many are there now
   * @param amounts theirs, by place
   */
  void remove(double amount, int size, IntToDoubleFunction amounts) {
    add(-amount);
    left++;
    boolean hid = Math.abs(amount) > HIDES * Math.abs(value()) && moved >= size;
    if (left >= size || hid) {
      sum = 0;
      lost = 0;
      rest = 0;
      for (int i = 0; i < size; i++) {
        add(amounts.applyAsDouble(i));
      }
      left = 0;
      moved = 0;
    }
  }

  double value() {
    return sum + lost + rest;
  }

  void save(StateWriter out) {
    out.decimal(sum).decimal(lost).decimal(rest).number(left).number(moved);
  }

  static RunningSum read(StateReader in) {
    RunningSum read = new RunningSum();
    read.sum = in.decimal();
    read.lost = in.decimal();
    read.rest = in.decimal();
    read.left = (int) in.number();
    read.moved = (int) in.number();
    return read;
  }
}
