package songlam.core.event;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Words that are searched for: case does not matter, and Vietnamese marks may be left out. */
public final class Words {
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");

  private Words() {}

  /** What a search looks at: the texts in lower case, as they are and once more without marks. */
  public static String searchable(Iterable<String> texts) {
    String all = String.join(" ", texts).toLowerCase(Locale.ROOT);
    String plain = plain(all);
    return plain.equals(all) ? all : all + " " + plain;
  }

  /** The words of a question; each is to be found somewhere in {@link #searchable}. */
  public static Stream<String> asked(String question) {
    return SPACE
        .splitAsStream(question.toLowerCase(Locale.ROOT).strip())
        .filter(word -> !word.isEmpty());
  }

  /** The text without marks: {@code hang doi} for {@code hàng đợi}. */
  private static String plain(String text) {
    String apart = Normalizer.normalize(text, Normalizer.Form.NFD);
    return MARKS.matcher(apart).replaceAll("").replace('đ', 'd');
  }
}
