package songlam.core.correlate.window;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How often each value is within one window. A few values, which most windows hold, are looked
 * through in flat arrays; more are in a map, which values made to have one hash cannot slow down.
 * One string stands for all that are equal, so that what leaves is known without being read. Not
 * safe for more than one thread.
 */
final class Tally {
  private static final int FEW = 16;
  private static final int LEAST_ROOM = 4;

  /** The first {@code size} places are taken; unused while there are many. */
  private @Nullable String[] values = new @Nullable String[LEAST_ROOM];

  /** Of each value its hash and its count. */
  private int[] numbers = new int[2 * LEAST_ROOM];

  private int size;

  /** Holds all of them when there are more than a few; null else. */
  private @Nullable Map<String, Kept> many;

  private static final class Kept {
    private final String value;
    private int count;

    Kept(String value, int count) {
      this.value = value;
      this.count = count;
    }
  }

  /** How many different values there are. */
  int size() {
    return many == null ? size : many.size();
  }

  /**
   * The value is there once more.
   *
   * @return the string that stands for it
   */
  String add(String value) {
    if (many != null) {
      return addToMany(many, value);
    }
    int at = place(value);
    String kept = at < size ? values[at] : null;
    if (kept != null) {
      numbers[2 * at + 1]++;
      return kept;
    }
    if (size < FEW) {
      append(value, 1);
      return value;
    }
    many = spread();
    return addToMany(many, value);
  }

  private static String addToMany(Map<String, Kept> many, String value) {
    Kept kept = many.get(value);
    if (kept == null) {
      kept = new Kept(value, 0);
      many.put(value, kept);
    }
    kept.count++;
    return kept.value;
  }

  /**
   * The value is there once less; one that is not there changes nothing.
   *
   * @param value best the string that {@link #add} gave back
   */
  void remove(String value) {
    if (many != null) {
      removeFromMany(many, value);
      return;
    }
    int at = 0;
    while (at < size && values[at] != value) {
      at++;
    }
    at = at < size ? at : place(value);
    if (at < size && --numbers[2 * at + 1] == 0) {
      size--;
      values[at] = values[size];
      numbers[2 * at] = numbers[2 * size];
      numbers[2 * at + 1] = numbers[2 * size + 1];
      values[size] = null;
    }
  }

  private void removeFromMany(Map<String, Kept> all, String value) {
    Kept kept = all.get(value);
    if (kept == null || --kept.count > 0) {
      return;
    }
    all.remove(value);
    if (all.size() <= FEW / 2) {
      all.values().forEach(one -> append(one.value, one.count));
      many = null;
    }
  }

  /** Where the value is, {@code size} when it is not there. */
  private int place(String value) {
    int hash = value.hashCode();
    for (int i = 0; i < size; i++) {
      if (numbers[2 * i] == hash && value.equals(values[i])) {
        return i;
      }
    }
    return size;
  }

  private void append(String value, int count) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
      numbers = Arrays.copyOf(numbers, size * 4);
    }
    values[size] = value;
    numbers[2 * size] = value.hashCode();
    numbers[2 * size++ + 1] = count;
  }

  private Map<String, Kept> spread() {
    Map<String, Kept> all = HashMap.newHashMap(2 * FEW);
    for (int i = 0; i < size; i++) {
      String value = values[i];
      if (value != null) {
        all.put(value, new Kept(value, numbers[2 * i + 1]));
      }
    }
    Arrays.fill(values, null);
    size = 0;
    return all;
  }
}
