package songlam.core.correlate.window;

/**
 * A sum that amounts join and leave, with what each addition rounds away kept beside it (A.
 * Neumaier, 1974): a huge amount that has left does not take the small ones with it.
 */
final class RunningSum {
  private double sum;
  private double lost;

  void add(double amount) {
    double next = sum + amount;
    lost += Math.abs(sum) >= Math.abs(amount) ? sum - next + amount : amount - next + sum;
    sum = next;
  }

  double value() {
    return sum + lost;
  }

  /** Nothing is left of it. */
  void clear() {
    sum = 0;
    lost = 0;
  }

  void save(StateWriter out) {
    out.decimal(sum).decimal(lost);
  }

  static RunningSum read(StateReader in) {
    RunningSum read = new RunningSum();
    read.sum = in.decimal();
    read.lost = in.decimal();
    return read;
  }
}
