package songlam.core.event;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * A sentence for people in the two languages of the console.
 *
 * @param vi Vietnamese, shown first
 * @param en English
 */
public record Text(String vi, String en) {
  private static final Locale VIETNAMESE = Locale.of("vi", "VN");

  public Text {
    requireNonNull(vi);
    requireNonNull(en);
  }

  /** The same figures in both sentences, written as each language does: 1.204 and 1,204. */
  public static Text format(String vi, String en, Object... values) {
    return new Text(String.format(VIETNAMESE, vi, values), String.format(Locale.ROOT, en, values));
  }
}
