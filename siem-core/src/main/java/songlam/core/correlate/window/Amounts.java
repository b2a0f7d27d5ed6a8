package songlam.core.correlate.window;

import java.util.Arrays;

/** The numbers in one window, in order of size. */
final class Amounts {
  private static final double[] NONE = {};

  private double[] sorted = NONE;
  private int size;

  void add(double amount) {
    int at = place(amount);
    if (size == sorted.length) {
      sorted = Arrays.copyOf(sorted, Math.max(8, size * 2));
    }
    System.arraycopy(sorted, at, sorted, at + 1, size - at);
    sorted[at] = amount;
    size++;
  }

  void remove(double amount) {
    int at = place(amount);
    System.arraycopy(sorted, at + 1, sorted, at, size - at - 1);
    size--;
  }

  int size() {
    return size;
  }

  /** By nearest rank: the smallest that is not below so many percent of them. */
  double percentile(double percent) {
    int rank = (int) Math.ceil(percent / 100 * size);
    return sorted[Math.clamp(rank - 1, 0, size - 1)];
  }

  /** The middle one; between the two in the middle when they are even. */
  double median() {
    return (sorted[(size - 1) / 2] + sorted[size / 2]) / 2;
  }

  private int place(double amount) {
    int found = Arrays.binarySearch(sorted, 0, size, amount);
    return found < 0 ? -found - 1 : found;
  }
}
