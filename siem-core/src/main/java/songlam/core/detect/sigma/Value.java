package songlam.core.detect.sigma;

import java.util.BitSet;

/** A value a rule asks for, after some of its modifiers. */
sealed interface Value {
  /** {@code null}: the field is not there. */
  record Absent() implements Value {}

  /**
   * A text with wildcards.
   *
   * @param wild positions of {@code text} at which {@code *} and {@code ?} are wildcards
   */
  record Text(String text, BitSet wild) implements Value {
    /**
     * Reads wildcards and backslashes: a backslash makes the wildcard or backslash behind it plain
     * (specification of rules, "Escape Character").
     */
    static Text read(String raw) {
      StringBuilder text = new StringBuilder(raw.length());
      BitSet wild = new BitSet();
      for (int i = 0; i < raw.length(); i++) {
        char c = raw.charAt(i);
        if (c == '\\' && i + 1 < raw.length() && "*?\\".indexOf(raw.charAt(i + 1)) >= 0) {
          text.append(raw.charAt(++i));
        } else {
          if (c == '*' || c == '?') {
            wild.set(text.length());
          }
          text.append(c);
        }
      }
      return new Text(text.toString(), wild);
    }

    static Text plain(String text) {
      return new Text(text, new BitSet());
    }

    boolean hasWildcards() {
      return !wild.isEmpty();
    }
  }

  /** What a modifier made of a text that is no text any more: bytes, one char each. */
  record Bytes(String latin1) implements Value {}
}
