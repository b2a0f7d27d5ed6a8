package songlam.core.correlate.window;

import java.util.List;

/**
 * The key of what several values keep apart: they stand one behind the other with a blank between.
 * A blank within a value is a no-break space there, so that one value does not look like two.
 */
public final class GroupKey {
  private static final char BLANK = ' ';
  private static final char NO_BREAK = '\u00a0';

  private GroupKey() {}

  /** The key of these values; of one alone the value itself. */
  public static String of(List<String> values) {
    if (values.size() == 1) {
      return values.getFirst();
    }
    StringBuilder key = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      key.append(i == 0 ? "" : " ").append(values.get(i).replace(BLANK, NO_BREAK));
    }
    return key.toString();
  }
}
