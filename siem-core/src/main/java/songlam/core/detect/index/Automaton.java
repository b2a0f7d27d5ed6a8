package songlam.core.detect.index;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import songlam.core.detect.match.Fold;

/**
 * Finds all of many literals in one pass over a text, letter case apart (Aho and Corasick,
 * "Efficient string matching", 1975; here with all transitions written out). Chars are mapped to
 * the few classes the literals use, which also folds them. Immutable.
 */
final class Automaton {
  private static final int PAGE = 256;

  /** Class of each char, by page; class 0 is every char no literal holds. */
  private final byte[][] classes;

  private final int width;

  /** For each state and class the next state times width, shifted by one; low bit: it has hits. */
  private final int[] next;

  private final int[] @Nullable [] hits;

  private Automaton(byte[][] classes, int width, int[] next, int[] @Nullable [] hits) {
    this.classes = classes;
    this.width = width;
    this.next = next;
    this.hits = hits;
  }

  /** Told of each literal found. */
  interface Sink {
    /**
     * @param literal its number in the list
     * @param end behind its last char
     */
    void found(int literal, int end);
  }

  /**
   * Builds it.
   *
   * @param literals folded, not empty, all different
   */
  static Automaton of(List<String> literals) {
    byte[][] classes = new byte[PAGE][];
    int width = classify(literals, classes);
    int states = 1 + literals.stream().mapToInt(String::length).sum();
    int[] trie = new int[states * width];
    int[] @Nullable [] hits = new int[states][];
    int used = 1;
    for (int literal = 0; literal < literals.size(); literal++) {
      int state = 0;
      String text = literals.get(literal);
      for (int i = 0; i < text.length(); i++) {
        int cell = state * width + classOf(classes, text.charAt(i));
        if (trie[cell] == 0) {
          trie[cell] = used++;
        }
        state = trie[cell];
      }
      hits[state] = with(hits[state], new int[] {literal});
    }
    int[] next = Arrays.copyOf(trie, used * width);
    connect(next, hits, used, width);
    return new Automaton(classes, width, next, Arrays.copyOf(hits, used));
  }

  void scan(String text, Sink sink) {
    int state = 0;
    for (int i = 0; i < text.length(); i++) {
      int cell = next[state + classOf(classes, text.charAt(i))];
      state = cell >>> 1;
      if ((cell & 1) != 0) {
        int[] found = hits[state / width];
        if (found != null) {
          for (int literal : found) {
            sink.found(literal, i + 1);
          }
        }
      }
    }
  }

  private static int classOf(byte[][] classes, char c) {
    byte[] page = classes[c >>> 8];
    return page == null ? 0 : page[c & 0xff] & 0xff;
  }

  /**
   * Numbers the chars. When there are more than fit, the last class is shared: then a hit may be a
   * false one, which is why hits only name candidates.
   */
  private static int classify(List<String> literals, byte[][] classes) {
    int[] number = new int[Character.MAX_VALUE + 1];
    int used = 1;
    for (String literal : literals) {
      for (int i = 0; i < literal.length(); i++) {
        char c = Fold.fold(literal.charAt(i));
        if (number[c] == 0) {
          number[c] = Math.min(used++, 255);
        }
      }
    }
    for (int c = 0; c < number.length; c++) {
      int folded = number[Fold.fold((char) c)];
      if (folded != 0) {
        byte[] page = classes[c >>> 8];
        if (page == null) {
          page = new byte[PAGE];
          classes[c >>> 8] = page;
        }
        page[c & 0xff] = (byte) folded;
      }
    }
    return Math.min(used, 256);
  }

  /** Breadth first: a missing transition is that of the longest suffix, whose hits are ours too. */
  private static void connect(int[] next, int[] @Nullable [] hits, int states, int width) {
    int[] fail = new int[states];
    int[] queue = new int[states];
    int head = 0;
    int tail = 0;
    for (int c = 0; c < width; c++) {
      if (next[c] != 0) {
        queue[tail++] = next[c];
      }
    }
    while (head < tail) {
      int state = queue[head++];
      int suffix = fail[state];
      hits[state] = with(hits[state], hits[suffix]);
      for (int c = 0; c < width; c++) {
        int child = next[state * width + c];
        if (child == 0) {
          next[state * width + c] = next[suffix * width + c];
        } else {
          fail[child] = next[suffix * width + c];
          queue[tail++] = child;
        }
      }
    }
    for (int i = 0; i < next.length; i++) {
      int target = next[i];
      next[i] = (target * width) << 1 | (hits[target] == null ? 0 : 1);
    }
  }

  private static int @Nullable [] with(int @Nullable [] some, int @Nullable [] more) {
    if (some == null || more == null) {
      return some == null ? more : some;
    }
    int[] both = Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, both, some.length, more.length);
    return both;
  }
}
