package songlam.core.event;

import static java.util.Objects.requireNonNull;

/**
 * A sentence for people in the two languages of the console.
 *
 * @param vi Vietnamese, shown first
 * @param en English
 */
public record Text(String vi, String en) {
  public Text {
    requireNonNull(vi);
    requireNonNull(en);
  }
}
