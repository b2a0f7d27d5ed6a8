package songlam.core.detect.index;

import java.util.List;
import org.jspecify.annotations.Nullable;
import songlam.core.detect.match.Fold;

/**
 * The few classes of chars that literals tell apart, letter case taken out. Class 0 is every char
 * that no literal holds. Immutable.
 */
final class CharClasses {
  private static final int PAGE = 256;
  private static final int MOST = 256;

  private final byte[] @Nullable [] pages = new byte[PAGE] @Nullable [];
  private final int count;

  /**
   * Numbers the chars. When there are more than fit, the last class is shared: then a hit may be a
   * false one, which is why hits only name candidates.
   *
   * @param literals folded
   */
  CharClasses(List<String> literals) {
    int[] number = new int[Character.MAX_VALUE + 1];
    int used = 1;
    for (String literal : literals) {
      for (int i = 0; i < literal.length(); i++) {
        char c = Fold.fold(literal.charAt(i));
        if (number[c] == 0) {
          number[c] = Math.min(used++, MOST - 1);
        }
      }
    }
    for (int c = 0; c < number.length; c++) {
      int folded = number[Fold.fold((char) c)];
      if (folded != 0) {
        page(c >>> 8)[c & 0xff] = (byte) folded;
      }
    }
    this.count = Math.min(used, MOST);
  }

  private byte[] page(int number) {
    byte[] page = pages[number];
    if (page == null) {
      page = new byte[PAGE];
      pages[number] = page;
    }
    return page;
  }

  /** How many there are, class 0 among them. */
  int count() {
    return count;
  }

  int of(char c) {
    byte[] page = pages[c >>> 8];
    return page == null ? 0 : page[c & 0xff] & 0xff;
  }
}
