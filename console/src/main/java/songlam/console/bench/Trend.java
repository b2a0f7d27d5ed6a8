package songlam.console.bench;

import java.util.List;

/**
 * How a measured value moves after it has warmed up.
 *
 * @param middle mean of the middle third
 * @param last mean of the last third
 */
record Trend(double most, double middle, double last) {
  private static final double SHARE = 1.05;
  private static final double SLACK_MEGABYTES = 8;

  static Trend of(List<Double> values) {
    int third = Math.max(1, values.size() / 3);
    return new Trend(
        values.stream().mapToDouble(Double::doubleValue).max().orElse(0),
        mean(
            values.subList(
                Math.min(third, values.size() - 1), Math.max(third, values.size() - third))),
        mean(values.subList(values.size() - third, values.size())));
  }

  double growth() {
    return last - middle;
  }

  boolean isSteady() {
    return last <= middle * SHARE + SLACK_MEGABYTES;
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }
}
