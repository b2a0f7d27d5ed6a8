package songlam.core.detect.match;

import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;

/**
 * How large a regular expression becomes when it is compiled, seen before that is done: the
 * compiler follows parentheses as deep as they are and writes out every repetition.
 */
final class RegexSize {
  /** Deepest nesting of groups. */
  static final int DEEPEST = 100;

  /** Most steps of a compiled expression. */
  static final int LARGEST = 100_000;

  private final String regex;
  private final Deque<Long> around = new ArrayDeque<>();
  private long size;
  private long last;
  private int at;

  private RegexSize(String regex) {
    this.regex = regex;
  }

  /**
   * Refuses what is too deep or too large.
   *
   * @throws PatternSyntaxException says which
   */
  static void check(String regex) {
    new RegexSize(regex).read();
  }

  private void read() {
    while (at < regex.length()) {
      char c = regex.charAt(at++);
      switch (c) {
        case '(' -> open();
        case ')' -> close();
        case '{' -> repeat();
        case '[' -> {
          skipClass();
          atom();
        }
        case '\\' -> {
          skipEscape();
          atom();
        }
        default -> atom();
      }
      if (size > LARGEST) {
        throw new PatternSyntaxException(
            "more than " + LARGEST + " steps, repetitions written out");
      }
    }
  }

  private void atom() {
    last = 1;
    size++;
  }

  private void open() {
    around.push(size);
    size = 1;
    if (around.size() > DEEPEST) {
      throw new PatternSyntaxException("more than " + DEEPEST + " groups in each other");
    }
  }

  private void close() {
    if (!around.isEmpty()) {
      last = size;
      size += around.pop();
    }
  }

  /** A repetition, or a plain brace. */
  private void repeat() {
    Matcher repetition = ValueTest.Regex.REPETITION.matcher(regex).region(at - 1, regex.length());
    if (!repetition.lookingAt()) {
      atom();
      return;
    }
    String least = repetition.group(1);
    String most = repetition.group(2);
    long times = Math.max(1, Long.parseLong(most == null || most.isEmpty() ? least : most));
    at = repetition.end();
    size += last * (times - 1);
    last *= times;
  }

  private void skipEscape() {
    char kind = at < regex.length() ? regex.charAt(at++) : ' ';
    if ("xpP".indexOf(kind) >= 0 && at < regex.length() && regex.charAt(at) == '{') {
      int end = regex.indexOf('}', at);
      at = end < 0 ? regex.length() : end + 1;
    }
  }

  private void skipClass() {
    at += at < regex.length() && regex.charAt(at) == '^' ? 1 : 0;
    at += at < regex.length() && regex.charAt(at) == ']' ? 1 : 0;
    while (at < regex.length() && regex.charAt(at) != ']') {
      if (regex.startsWith("[:", at) && regex.indexOf(":]", at) > 0) {
        at = regex.indexOf(":]", at) + 2;
      } else {
        at += regex.charAt(at) == '\\' ? 2 : 1;
      }
    }
    at++;
  }
}
