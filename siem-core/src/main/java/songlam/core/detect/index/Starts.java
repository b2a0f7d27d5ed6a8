package songlam.core.detect.index;

import java.util.List;

/**
 * Where in a text a literal may begin, by its next three chars. Nearly everywhere none does, and
 * this is told from a table that stays in the processor's nearest cache, for many places at once,
 * while each step of an {@link Automaton} has to wait for the one before. Immutable.
 */
final class Starts {
  /** Chars looked at. */
  static final int WIDTH = 3;

  private static final int SHIFT = 6;
  private static final int MASK = (1 << SHIFT * WIDTH) - 1;

  private final CharClasses classes;
  private final long[] may = new long[MASK + 1 >>> 6];

  /**
   * @param literals folded, not empty
   */
  Starts(List<String> literals, CharClasses classes) {
    this.classes = classes;
    literals.forEach(literal -> note(literal, 0, 0));
  }

  /** Whatever follows a literal that is shorter than what is looked at, it may begin there. */
  private void note(String literal, int hash, int depth) {
    if (depth == WIDTH) {
      may[hash >>> 6] |= 1L << hash;
    } else if (depth < literal.length()) {
      note(literal, step(hash, classes.of(literal.charAt(depth))), depth + 1);
    } else {
      for (int any = 0; any < classes.count(); any++) {
        note(literal, step(hash, any), depth + 1);
      }
    }
  }

  /** What is older than three chars has been shifted out. */
  private static int step(int hash, int charClass) {
    return (hash << SHIFT ^ charClass) & MASK;
  }

  /**
   * The first place from there on where a literal may begin. The last two chars of a text are never
   * ruled out.
   */
  int next(String text, int from) {
    int end = text.length();
    if (end - from < WIDTH) {
      return from;
    }
    int hash = step(step(0, classes.of(text.charAt(from))), classes.of(text.charAt(from + 1)));
    for (int i = from + 2; i < end; i++) {
      hash = step(hash, classes.of(text.charAt(i)));
      if ((may[hash >>> 6] & 1L << hash) != 0) {
        return i - 2;
      }
    }
    return end - 2;
  }
}
