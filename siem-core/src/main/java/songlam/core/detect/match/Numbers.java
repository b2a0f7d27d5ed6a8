package songlam.core.detect.match;

/** Numbers in texts, decimal or {@code 0x…}. */
public final class Numbers {
  private static final int LONGEST = 40;

  private Numbers() {}

  /** The number a text is, NaN when it is none. */
  public static double of(String text) {
    if (text.isEmpty() || text.length() > LONGEST || !mayBegin(text.charAt(0))) {
      return Double.NaN;
    }
    try {
      return text.startsWith("0x") || text.startsWith("0X")
          ? Long.parseUnsignedLong(text, 2, text.length(), 16)
          : Double.parseDouble(text);
    } catch (NumberFormatException notOne) {
      return Double.NaN;
    }
  }

  private static boolean mayBegin(char c) {
    return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.';
  }
}
