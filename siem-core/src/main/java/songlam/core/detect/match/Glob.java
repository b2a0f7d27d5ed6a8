package songlam.core.detect.match;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A text in which some chars are wildcards: {@code *} any text, {@code ?} any one char. Time at
 * most length times length.
 */
public final class Glob {
  private final String text;
  private final BitSet wild;

  /**
   * @param wild positions at which {@code *} and {@code ?} are wildcards
   */
  public Glob(String text, BitSet wild) {
    this.text = text;
    this.wild = (BitSet) wild.clone();
  }

  Glob folded() {
    return new Glob(Fold.fold(text), wild);
  }

  /** Whether the whole value fits; going back only to the last star keeps this from exploding. */
  public boolean matches(String value) {
    int at = 0;
    int p = 0;
    int star = -1;
    int resume = 0;
    while (at < value.length()) {
      if (p < text.length() && isStar(p)) {
        star = p++;
        resume = at;
      } else if (p < text.length()
          && (isAnyChar(p) || (!wild.get(p) && text.charAt(p) == value.charAt(at)))) {
        p++;
        at++;
      } else if (star >= 0) {
        p = star + 1;
        at = ++resume;
      } else {
        return false;
      }
    }
    while (p < text.length() && isStar(p)) {
      p++;
    }
    return p == text.length();
  }

  /** The longest stretch without wildcards: a value that fits holds it. */
  public String longestLiteral() {
    String longest = "";
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || wild.get(i)) {
        if (i - start > longest.length()) {
          longest = text.substring(start, i);
        }
        start = i + 1;
      }
    }
    return longest;
  }

  /**
   * The same for engines that know regular expressions only: {@code .*} and {@code .} for the
   * wildcards.
   *
   * @param quote makes a literal stretch safe
   */
  public String regex(UnaryOperator<String> quote) {
    return regex(quote, ".");
  }

  /**
   * As {@link #regex(UnaryOperator)}.
   *
   * @param anyChar what stands for {@code ?}
   */
  public String regex(UnaryOperator<String> quote, String anyChar) {
    StringBuilder regex = new StringBuilder();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || wild.get(i)) {
        regex.append(i > start ? quote.apply(text.substring(start, i)) : "");
        regex.append(i == text.length() ? "" : isStar(i) ? ".*" : anyChar);
        start = i + 1;
      }
    }
    return regex.toString();
  }

  private boolean isStar(int p) {
    return wild.get(p) && text.charAt(p) == '*';
  }

  private boolean isAnyChar(int p) {
    return wild.get(p) && text.charAt(p) == '?';
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Glob glob && glob.text.equals(text) && glob.wild.equals(wild);
  }

  @Override
  public int hashCode() {
    return Arrays.asList(text, wild).hashCode();
  }

  /** As it is written in a rule: what stands for itself has a backslash before it. */
  @Override
  public String toString() {
    StringBuilder written = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i);
      written.append(!wild.get(i) && "*?\\".indexOf(next) >= 0 ? "\\" : "").append(next);
    }
    return written.toString();
  }
}
