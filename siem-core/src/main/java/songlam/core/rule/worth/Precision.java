package songlam.core.rule.worth;

/**
 * How often a rule was right, by what people closed its alerts as. Benign means the rule was right
 * and nobody had to do anything: it counts as right, and not as useful.
 *
 * @param truePositives right, and somebody had to act
 * @param falsePositives wrong
 * @param benign right, and legitimate
 */
public record Precision(long truePositives, long falsePositives, long benign) {
  /** No verdict yet. */
  public static final Precision NONE = new Precision(0, 0, 0);

  /** Fewer verdicts say nothing. */
  public static final int LEAST_VERDICTS = 10;

  /** A rule that is kept is useful in more than this share, surely. */
  public static final double KEPT_ABOVE = 0.5;

  /** A rule to retire is right in less than this share, surely. */
  public static final double RETIRED_BELOW = 0.2;

  /** An interval this narrow that still holds a half says: about a half. */
  public static final double NARROW = 0.2;

  /** Verdicts in all. */
  public long verdicts() {
    return truePositives + falsePositives + benign;
  }

  /** True positives among all verdicts. */
  public Share useful() {
    return Share.of(truePositives, verdicts());
  }

  /** True positives and benign ones among all verdicts. */
  public Share right() {
    return Share.of(truePositives + benign, verdicts());
  }

  /** What the numbers say. */
  public Advice advice() {
    Share useful = useful();
    if (verdicts() < LEAST_VERDICTS) {
      return Advice.TOO_FEW;
    }
    if (useful.low() >= KEPT_ABOVE) {
      return Advice.KEEP;
    }
    if (right().high() <= RETIRED_BELOW) {
      return Advice.RETIRE;
    }
    boolean isAboutHalf = useful.high() - useful.low() <= NARROW;
    return useful.high() < KEPT_ABOVE || isAboutHalf ? Advice.TUNE : Advice.TOO_FEW;
  }
}
