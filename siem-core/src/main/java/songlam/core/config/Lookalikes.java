package songlam.core.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;

/** Finds which known name was most likely meant where another one was written. */
public final class Lookalikes {
  private static final int SHORT = 4;
  private static final int LONG = 7;

  private Lookalikes() {}

  /**
   * The known name nearest to what was written: the same but for letter case, or a slip or two away
   * (one for names under seven characters, none under four). Names that differ in their digits only
   * are not taken for each other.
   *
   * @return empty when the name is known itself, or near to none
   */
  public static Optional<String> of(String written, Collection<String> known) {
    if (known.contains(written)) {
      return Optional.empty();
    }
    int slips = written.length() < SHORT ? 0 : written.length() < LONG ? 1 : 2;
    String nearest = null;
    int least = slips + 1;
    for (String name : new TreeSet<>(known)) {
      int distance = name.equalsIgnoreCase(written) ? 0 : distance(written, name, slips);
      if (distance < least && !plain(name).equals(plain(written))) {
        nearest = name;
        least = distance;
      }
    }
    return Optional.ofNullable(nearest);
  }

  private static String plain(String name) {
    return name.replaceAll("[0-9]", "");
  }

  /** Letters put in, left out or changed, up to one more than matters. */
  private static int distance(String one, String other, int most) {
    if (Math.abs(one.length() - other.length()) > most) {
      return most + 1;
    }
    int[] above = new int[other.length() + 1];
    Arrays.setAll(above, i -> i);
    for (int i = 1; i <= one.length(); i++) {
      int[] row = new int[other.length() + 1];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int changed = above[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(changed, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[other.length()];
  }
}
