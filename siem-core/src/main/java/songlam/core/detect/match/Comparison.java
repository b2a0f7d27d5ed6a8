package songlam.core.detect.match;

/** How a value stands to a limit. */
public enum Comparison {
  LESS,
  AT_MOST,
  EQUAL,
  AT_LEAST,
  MORE;

  /**
   * @param order of the value to the limit, as of {@link Comparable}
   */
  public boolean holds(int order) {
    return switch (this) {
      case LESS -> order < 0;
      case AT_MOST -> order <= 0;
      case EQUAL -> order == 0;
      case AT_LEAST -> order >= 0;
      case MORE -> order > 0;
    };
  }
}
