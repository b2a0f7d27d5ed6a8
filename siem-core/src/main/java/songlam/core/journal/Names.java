package songlam.core.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Short texts that come again in entry after entry, so that there is one of each and not one for
 * each entry. A text that stands where another belongs takes its place. Safe for many threads: they
 * may make the same text twice, never a wrong one.
 */
final class Names {
  private static final int PLACES = 1 << 12;
  private static final int LONGEST = 64;

  private final String[] known = new String[PLACES];

  /** The text of these bytes, UTF-8. */
  String of(byte[] bytes, int from, int length) {
    if (length == 0) {
      return "";
    }
    if (length > LONGEST) {
      return new String(bytes, from, length, UTF_8);
    }
    int hash = 0;
    for (int i = from; i < from + length; i++) {
      hash = 31 * hash + bytes[i];
    }
    int place = (hash ^ hash >>> 16) & PLACES - 1;
    String there = known[place];
    if (there != null && is(there, bytes, from, length)) {
      return there;
    }
    String made = new String(bytes, from, length, UTF_8);
    known[place] = made;
    return made;
  }

  /** Texts of other letters than ASCII are made anew each time. */
  private static boolean is(String text, byte[] bytes, int from, int length) {
    if (text.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (bytes[from + i] < 0 || text.charAt(i) != bytes[from + i]) {
        return false;
      }
    }
    return true;
  }
}
