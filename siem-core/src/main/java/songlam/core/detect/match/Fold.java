package songlam.core.detect.match;

/**
 * Letter case taken out of texts, char by char: a text keeps its length, and two texts that differ
 * in case only become equal. Letters outside the basic plane keep their case.
 */
public final class Fold {
  private static final char[] FOLDED = table();

  private Fold() {}

  /** The folded char, the same for both cases of a letter. */
  public static char fold(char c) {
    return FOLDED[c];
  }

  /** The folded text; the text itself when it has nothing to fold. */
  public static String fold(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (FOLDED[c] != c) {
        return folded(text, i);
      }
    }
    return text;
  }

  private static String folded(String text, int from) {
    char[] chars = text.toCharArray();
    for (int i = from; i < chars.length; i++) {
      chars[i] = FOLDED[chars[i]];
    }
    return new String(chars);
  }

  private static char[] table() {
    char[] table = new char[Character.MAX_VALUE + 1];
    for (int c = 0; c < table.length; c++) {
      table[c] = Character.toLowerCase(Character.toUpperCase((char) c));
    }
    return table;
  }
}
