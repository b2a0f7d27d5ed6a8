package songlam.core.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pages of lists held in memory; the cursor is the place of the next item. */
final class Cursors {
  private Cursors() {}

  static <T> Page<T> page(List<T> found, @Nullable String cursor, int size) {
    int from = Math.min(place(cursor), found.size());
    int to = Math.min(found.size(), from + size);
    boolean more = to < found.size() && size > 0;
    return new Page<>(found.size(), more ? Integer.toString(to) : null, found.subList(from, to));
  }

  private static int place(@Nullable String cursor) {
    if (cursor == null) {
      return 0;
    }
    if (!cursor.matches("[0-9]{1,9}")) {
      throw new IllegalArgumentException("cursor: " + cursor + " (expected: one this list gave)");
    }
    return Integer.parseInt(cursor);
  }
}
