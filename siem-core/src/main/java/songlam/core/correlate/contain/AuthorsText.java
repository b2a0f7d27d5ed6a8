package songlam.core.correlate.contain;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an author's Java may not say at all, because it would harm before its bytecode can be looked
 * at: the compiler puts constants together (ten of ten of ten letters fill the memory), takes for
 * each lambda in a lambda several times as long, and turns escapes into code.
 */
final class AuthorsText {
  /** Texts, letters and comments, in which words mean nothing. */
  private static final Pattern SILENT =
      Pattern.compile(
          "\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|'[^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+'"
              + "|//[^\\n\\r]*+|/\\*.*?\\*/",
          Pattern.DOTALL);

  private static final Pattern WORDS =
      Pattern.compile("->|\\b(?:final|class|interface|enum|record)\\b");

  /** Names of rules stand in a text and in a comment of the code Drools makes. */
  private static final Pattern NAME = Pattern.compile("[^\"\\\\*\\p{Cntrl}]+");

  private AuthorsText() {}

  /** What such code says and may not; null when there is nothing. */
  static @Nullable String refused(String code) {
    if (code.contains("\"\"\"")) {
      return "a text over several lines";
    }
    Matcher word = WORDS.matcher(SILENT.matcher(code).replaceAll("\"\""));
    if (!word.find()) {
      return null;
    }
    return word.group().equals("->") ? "a lambda" : "the word " + word.group();
  }

  static boolean isName(String rule) {
    return NAME.matcher(rule).matches();
  }

  /**
   * Line of the first escape of a letter ({@code \}{@code u0041}), from 1; 0 when there is none.
   */
  static int lineOfEscape(String drl) {
    int at = drl.indexOf("\\u");
    return at < 0 ? 0 : 1 + (int) drl.substring(0, at).chars().filter(c -> c == '\n').count();
  }
}
