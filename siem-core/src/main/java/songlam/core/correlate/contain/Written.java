package songlam.core.correlate.contain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Places of an author's code in the code that was made of it: printed anew, with a word put in here
 * and there. Both are cut into words, and the longest sequence of words they share says which are
 * the same.
 */
final class Written {
  private static final Pattern WORDS =
      Pattern.compile(
          "\"(?:\\\\.|[^\"\\\\])*+\"|'(?:\\\\.|[^'\\\\])*+'|//[^\\n\\r]*+|/\\*.*?\\*/"
              + "|[\\p{L}\\p{N}_$]++|\\S",
          Pattern.DOTALL);

  /** More is not compared: words of one times words of the other. */
  private static final int MOST = 4_000_000;

  private record Word(String text, int at) {}

  private final List<Word> authors;
  private final List<Word> made;
  private final int[] same;

  /**
   * @param authors as it was written
   * @param made what became of it
   */
  Written(String authors, String made) {
    this.authors = words(authors);
    this.made = words(made);
    this.same = same();
  }

  private static List<Word> words(String code) {
    List<Word> words = new ArrayList<>();
    Matcher matcher = WORDS.matcher(code);
    while (matcher.find()) {
      if (!matcher.group().startsWith("//") && !matcher.group().startsWith("/*")) {
        words.add(new Word(matcher.group(), matcher.start()));
      }
    }
    return words;
  }

  /** For each word that was made, the author's; -1 when it was put in. */
  private int[] same() {
    int[] found = new int[made.size()];
    Arrays.fill(found, -1);
    if ((long) authors.size() * made.size() > MOST) {
      return found;
    }
    int[][] shared = new int[authors.size() + 1][made.size() + 1];
    for (int a = 1; a <= authors.size(); a++) {
      for (int m = 1; m <= made.size(); m++) {
        shared[a][m] =
            isSame(a, m) ? shared[a - 1][m - 1] + 1 : Math.max(shared[a - 1][m], shared[a][m - 1]);
      }
    }
    // From the end: what is put in stands before what it is for.
    int a = authors.size();
    int m = made.size();
    while (a > 0 && m > 0) {
      if (isSame(a, m)) {
        found[--m] = --a;
      } else if (shared[a - 1][m] >= shared[a][m - 1]) {
        a--;
      } else {
        m--;
      }
    }
    return found;
  }

  private boolean isSame(int a, int m) {
    return authors.get(a - 1).text().equals(made.get(m - 1).text());
  }

  /**
   * Where the author wrote what was made there, letters before it; of a word that was put in, where
   * the next one is that was not. -1 when nobody can tell.
   *
   * @param at letters before the place in what was made
   */
  int at(int at) {
    for (int m = 0; m < made.size(); m++) {
      Word word = made.get(m);
      if (word.at() + word.text().length() > at && same[m] >= 0) {
        return authors.get(same[m]).at();
      }
    }
    return -1;
  }
}
