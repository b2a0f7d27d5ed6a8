package songlam.console.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Measured values and their quantiles, exact: all are kept. Not safe for many threads. */
final class Distribution {
  private final List<Double> values = new ArrayList<>();

  void add(double value) {
    values.add(value);
  }

  int size() {
    return values.size();
  }

  /** The smallest value that so much of all values does not exceed (nearest rank). */
  double quantile(double share) {
    if (values.isEmpty()) {
      return Double.NaN;
    }
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int rank = (int) Math.ceil(share * sorted.size());
    return sorted.get(Math.max(0, rank - 1));
  }

  double most() {
    return quantile(1);
  }

  double mean() {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }
}
