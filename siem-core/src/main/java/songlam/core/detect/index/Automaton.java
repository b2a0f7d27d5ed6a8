package songlam.core.detect.index;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds all of many literals in one pass over a text, letter case apart (Aho and Corasick,
 * "Efficient string matching", 1975; here with all transitions written out). Chars are mapped to
 * the few classes the literals use, which also folds them. Immutable.
 */
final class Automaton {
  private final CharClasses classes;
  private final Starts starts;

  /** For each state and class the next state times width, shifted by one; low bit: it has hits. */
  private final int[] next;

  private final int[] @Nullable [] hits;
  private final int width;

  /** The first state that stands for two chars of a literal, and for three; times width. */
  private final int two;

  private final int three;

  private Automaton(
      CharClasses classes, Starts starts, int[] next, int[] @Nullable [] hits, int two, int three) {
    this.classes = classes;
    this.starts = starts;
    this.next = next;
    this.hits = hits;
    this.width = classes.count();
    this.two = two * width;
    this.three = three * width;
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
    CharClasses classes = new CharClasses(literals);
    int width = classes.count();
    int states = 1 + literals.stream().mapToInt(String::length).sum();
    int[] trie = new int[states * width];
    int[] depth = new int[states];
    int[] @Nullable [] hits = new int[states][];
    int used = 1;
    for (int literal = 0; literal < literals.size(); literal++) {
      int state = 0;
      String text = literals.get(literal);
      for (int i = 0; i < text.length(); i++) {
        int cell = state * width + classes.of(text.charAt(i));
        if (trie[cell] == 0) {
          depth[used] = i + 1;
          trie[cell] = used++;
        }
        state = trie[cell];
      }
      hits[state] = with(hits[state], new int[] {literal});
    }
    int[] order = connect(trie, hits, used, width);
    return new Automaton(
        classes,
        new Starts(literals, classes),
        packed(trie, hits, order, width),
        ordered(hits, order),
        firstOf(2, depth, order),
        firstOf(3, depth, order));
  }

  private static int firstOf(int wanted, int[] depth, int[] order) {
    int first = 0;
    while (first < order.length && depth[order[first]] < wanted) {
      first++;
    }
    return first;
  }

  /** Tells of all literals in the text, of short ones perhaps more than once. */
  void scan(String text, Sink sink) {
    int length = text.length();
    int from = 0;
    while (from < length) {
      int start = starts.next(text, from);
      int at = start;
      int state = 0;
      // From three chars on it is told by the state whether a literal may still be under way.
      while (at < length && (state >= three || at < start + Starts.WIDTH)) {
        int cell = next[state + classes.of(text.charAt(at++))];
        state = cell >>> 1;
        if ((cell & 1) != 0) {
          tell(state, at, sink);
        }
      }
      from = at == length ? length : at - (state == 0 ? 0 : state < two ? 1 : 2);
    }
  }

  private void tell(int state, int end, Sink sink) {
    int[] found = hits[state / width];
    if (found != null) {
      for (int literal : found) {
        sink.found(literal, end);
      }
    }
  }

  /**
   * Breadth first: a missing transition is that of the longest suffix, whose hits are ours too.
   *
   * @return the states in the order they were met, the root first
   */
  private static int[] connect(int[] next, int[] @Nullable [] hits, int states, int width) {
    int[] fail = new int[states];
    int[] queue = new int[states];
    int head = 1;
    int tail = 1;
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
    return queue;
  }

  /**
   * Numbers the states anew in this order. A text seldom follows a literal further than a few
   * chars, so nearly all steps stay among the first states: side by side these fit into the
   * processor's caches, strewn over all of them they do not.
   */
  private static int[] packed(int[] next, int[] @Nullable [] hits, int[] order, int width) {
    int[] place = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      place[order[i]] = i;
    }
    int[] packed = new int[order.length * width];
    for (int i = 0; i < order.length; i++) {
      for (int c = 0; c < width; c++) {
        int target = next[order[i] * width + c];
        packed[i * width + c] = (place[target] * width) << 1 | (hits[target] == null ? 0 : 1);
      }
    }
    return packed;
  }

  private static int[] @Nullable [] ordered(int[] @Nullable [] hits, int[] order) {
    int[] @Nullable [] ordered = new int[order.length][];
    Arrays.setAll(ordered, i -> hits[order[i]]);
    return ordered;
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
