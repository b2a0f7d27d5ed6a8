package songlam.core.rule.worth;

/**
 * A share of cases with what is known of the true one: the score interval of E. B. Wilson (Probable
 * Inference, the Law of Succession, and Statistical Inference, 1927) at 95 %.
 *
 * @param of how many of them
 * @param all how many there are
 * @param value of / all, 0 when there are none
 * @param low the true share is hardly below, 0 to 1
 * @param high the true share is hardly above, 0 to 1
 */
public record Share(long of, long all, double value, double low, double high) {
  /** The 97.5 % quantile of the normal distribution. */
  private static final double Z = 1.959964;

  /**
   * The share of so many of all.
   *
   * @throws IllegalArgumentException when there are more than all, or fewer than none
   */
  public static Share of(long of, long all) {
    if (of < 0 || of > all) {
      throw new IllegalArgumentException("share: " + of + " of " + all + " (expected: 0 to all)");
    }
    if (all == 0) {
      return new Share(0, 0, 0, 0, 1);
    }
    double n = all;
    double p = of / n;
    double middle = p + Z * Z / (2 * n);
    double spread = Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
    double scale = 1 + Z * Z / n;
    return new Share(
        of,
        all,
        p,
        Math.clamp((middle - spread) / scale, 0, 1),
        Math.clamp((middle + spread) / scale, 0, 1));
  }
}
