package songlam.core.correlate.window;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How often each value is within one window. A few values, which most windows hold, are looked
 * through in flat arrays; more are in a map, which values made to have one hash cannot slow down.
 * Not safe for more than one thread.
 */
final class Tally {
  private static final int FEW = 16;
  private static final int LEAST_ROOM = 4;

  /** The first {@code size} places are taken; unused while there are many. */
  private @Nullable String[] values = new @Nullable String[LEAST_ROOM];

  private int[] hashes = new int[LEAST_ROOM];
  private int[] counts = new int[LEAST_ROOM];
  private int size;

  /** Holds all of them when there are more than a few; null else. */
  private @Nullable Map<String, Integer> many;

  /** How many different values there are. */
  int size() {
    return many == null ? size : many.size();
  }

  /** The value is there once more. */
  void add(String value) {
    if (many != null) {
      many.merge(value, 1, Integer::sum);
      return;
    }
    int at = place(value);
    if (at < size) {
      counts[at]++;
    } else if (size == FEW) {
      many = spread();
      many.put(value, 1);
    } else {
      append(value, 1);
    }
  }

  /** The value is there once less; one that is not there changes nothing. */
  void remove(String value) {
    if (many != null) {
      many.computeIfPresent(value, (_, count) -> count == 1 ? null : count - 1);
      if (many.size() <= FEW / 2) {
        many.forEach(this::append);
        many = null;
      }
      return;
    }
    int at = place(value);
    if (at < size && --counts[at] == 0) {
      size--;
      values[at] = values[size];
      hashes[at] = hashes[size];
      counts[at] = counts[size];
      values[size] = null;
    }
  }

  /** Where the value is, {@code size} when it is not there. */
  private int place(String value) {
    int hash = value.hashCode();
    for (int i = 0; i < size; i++) {
      if (hashes[i] == hash && value.equals(values[i])) {
        return i;
      }
    }
    return size;
  }

  private void append(String value, int count) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
      hashes = Arrays.copyOf(hashes, size * 2);
      counts = Arrays.copyOf(counts, size * 2);
    }
    values[size] = value;
    hashes[size] = value.hashCode();
    counts[size++] = count;
  }

  private Map<String, Integer> spread() {
    Map<String, Integer> all = HashMap.newHashMap(2 * FEW);
    for (int i = 0; i < size; i++) {
      String value = values[i];
      if (value != null) {
        all.put(value, counts[i]);
      }
    }
    Arrays.fill(values, null);
    size = 0;
    return all;
  }
}
