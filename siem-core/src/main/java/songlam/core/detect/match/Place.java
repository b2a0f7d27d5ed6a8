package songlam.core.detect.match;

/** Where in a value a literal must stand. */
public enum Place {
  WHOLE,
  START,
  END,
  ANYWHERE;

  /** Whether the literal stands there. */
  public boolean holds(String value, String literal) {
    return switch (this) {
      case WHOLE -> value.equals(literal);
      case START -> value.startsWith(literal);
      case END -> value.endsWith(literal);
      case ANYWHERE -> value.contains(literal);
    };
  }

  /** The place of a literal that may have more before or behind it. */
  public static Place of(boolean moreBefore, boolean moreBehind) {
    if (moreBefore) {
      return moreBehind ? ANYWHERE : END;
    }
    return moreBehind ? START : WHOLE;
  }
}
