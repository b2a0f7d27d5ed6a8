package songlam.core.query;

/** Fits texts to patterns of {@code *} and {@code ?}; time at most length times length. */
final class Glob {
  private final String pattern;

  /**
   * @param pattern as in {@link Query.Like}
   */
  Glob(String pattern) {
    this.pattern = pattern;
  }

  /** Whether the whole text fits; going back only to the last star keeps this from exploding. */
  boolean matches(String text) {
    int at = 0;
    int p = 0;
    int star = -1;
    int resume = 0;
    while (at < text.length()) {
      char c = p < pattern.length() ? pattern.charAt(p) : 0;
      boolean escaped = c == '\\' && p + 1 < pattern.length();
      if (p < pattern.length() && c == '*') {
        star = p++;
        resume = at;
      } else if (p < pattern.length()
          && (c == '?' || (escaped ? pattern.charAt(p + 1) : c) == text.charAt(at))) {
        p += escaped ? 2 : 1;
        at++;
      } else if (star >= 0) {
        p = star + 1;
        at = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
