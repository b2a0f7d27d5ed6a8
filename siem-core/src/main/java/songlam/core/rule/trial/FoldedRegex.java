package songlam.core.rule.trial;

import org.jspecify.annotations.Nullable;
import songlam.core.detect.match.Fold;
import songlam.core.detect.match.Place;
import songlam.core.query.Query;

/**
 * A literal as a regular expression that fits every value the engine finds it in. The store's own
 * ways of ignoring case know ASCII only; so each letter becomes the class of all letters that fold
 * to it ({@code k} is also the Kelvin sign).
 */
final class FoldedRegex {
  private static final int LONGEST = 150;
  private static final @Nullable String[] CLASSES = classes();

  private FoldedRegex() {}

  /**
   * @param text folded unless cased
   */
  static String of(Place place, String text, boolean cased) {
    boolean isCut = text.length() > LONGEST;
    String kept = isCut ? text.substring(0, LONGEST) : text;
    StringBuilder regex = new StringBuilder();
    boolean mayBegin = place == Place.ANYWHERE || place == Place.END;
    boolean mayEnd = place == Place.ANYWHERE || place == Place.START || isCut;
    if (mayBegin) {
      regex.append(Query.Fits.ANY);
    }
    for (int i = 0; i < kept.length(); i++) {
      append(regex, kept.charAt(i), cased);
    }
    if (mayEnd && !regex.toString().equals(Query.Fits.ANY)) {
      regex.append(Query.Fits.ANY);
    }
    return regex.toString();
  }

  /** One char, which is no surrogate. */
  static String of(char c, boolean cased) {
    StringBuilder regex = new StringBuilder();
    append(regex, cased ? c : Fold.fold(c), cased);
    return regex.toString();
  }

  private static void append(StringBuilder regex, char c, boolean cased) {
    if (Character.isSurrogate(c)) {
      // One of a pair: the store counts the pair as one.
      regex.append(Query.Fits.ANY);
      return;
    }
    String letters = cased ? null : CLASSES[c];
    if (letters != null) {
      regex.append(letters);
    } else {
      literal(regex, c);
    }
  }

  private static void literal(StringBuilder regex, char c) {
    boolean isPlain = Character.isLetterOrDigit(c) || c >= 128 || c < ' ';
    if (!isPlain) {
      regex.append('\\');
    }
    regex.append(c);
  }

  private static @Nullable String[] classes() {
    StringBuilder[] folding = new StringBuilder[Character.MAX_VALUE + 1];
    int[] members = new int[folding.length];
    for (int c = 0; c < folding.length; c++) {
      char folded = Fold.fold((char) c);
      if (folding[folded] == null) {
        folding[folded] = new StringBuilder();
      }
      literal(folding[folded], (char) c);
      members[folded]++;
    }
    @Nullable String[] classes = new String[folding.length];
    for (int c = 0; c < folding.length; c++) {
      if (members[c] > 1) {
        classes[c] = "[" + folding[c] + "]";
      }
    }
    return classes;
  }
}
