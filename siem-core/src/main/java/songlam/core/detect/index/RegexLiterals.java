package songlam.core.detect.index;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;
import songlam.core.detect.match.ValueTest;

/**
 * Literals of which a regular expression needs at least one to match. Careful rather than clever:
 * what it does not understand needs nothing. Letter case is not its concern, callers fold.
 */
final class RegexLiterals {
  private final String regex;
  private int at;

  private RegexLiterals(String regex) {
    this.regex = regex;
  }

  /** Any-of literals, or null when none is needed. */
  static @Nullable List<String> required(String regex) {
    if (regex.contains("\\Q") || regex.contains("\\E") || regex.contains("(?x")) {
      return null;
    }
    RegexLiterals reader = new RegexLiterals(regex);
    List<String> found = reader.alternatives();
    return reader.at == regex.length() ? found : null;
  }

  private @Nullable List<String> alternatives() {
    List<String> all = new ArrayList<>();
    boolean isOpen = false;
    while (true) {
      List<String> branch = sequence();
      if (branch == null) {
        isOpen = true;
      } else {
        all.addAll(branch);
      }
      if (at >= regex.length() || regex.charAt(at) != '|') {
        return isOpen ? null : all;
      }
      at++;
    }
  }

  private @Nullable List<String> sequence() {
    List<String> best = null;
    StringBuilder run = new StringBuilder();
    while (at < regex.length() && regex.charAt(at) != '|' && regex.charAt(at) != ')') {
      char c = regex.charAt(at);
      if (c == '(') {
        best = better(best, run);
        List<String> group = group();
        best = isOptional() ? best : better(best, group);
        skipQuantifier();
        continue;
      }
      int literal = atom();
      if (literal == ZERO_WIDTH) {
        skipQuantifier();
        continue;
      }
      if (literal == NOT_LITERAL || isOptional()) {
        best = better(best, run);
        skipQuantifier();
        continue;
      }
      run.append((char) literal);
      if (skipQuantifier()) {
        best = better(best, run);
      }
    }
    return better(best, run);
  }

  private static final int NOT_LITERAL = -1;
  private static final int ZERO_WIDTH = -2;

  /** Reads one atom that is no group: its char, or what it is instead. */
  private int atom() {
    char c = regex.charAt(at++);
    return switch (c) {
      case '^', '$' -> ZERO_WIDTH;
      case '.' -> NOT_LITERAL;
      case '[' -> {
        skipClass();
        yield NOT_LITERAL;
      }
      case '\\' -> escape();
      default -> {
        if (Character.isHighSurrogate(c) && at < regex.length()) {
          // One char to a quantifier, though two of ours.
          at++;
          yield NOT_LITERAL;
        }
        yield c;
      }
    };
  }

  private int escape() {
    if (at >= regex.length()) {
      return NOT_LITERAL;
    }
    char c = regex.charAt(at++);
    if (c == 'b' || c == 'B' || c == 'A' || c == 'z') {
      return ZERO_WIDTH;
    }
    if (c == 'x' || c == 'p' || c == 'P') {
      skipEscapeBody(c);
      return NOT_LITERAL;
    }
    if (isOctal(c)) {
      for (int more = 0; more < 2 && at < regex.length() && isOctal(regex.charAt(at)); more++) {
        at++;
      }
      return NOT_LITERAL;
    }
    return Character.isLetterOrDigit(c) ? NOT_LITERAL : c;
  }

  private static boolean isOctal(char c) {
    return c >= '0' && c <= '7';
  }

  private void skipEscapeBody(char kind) {
    if (at < regex.length() && regex.charAt(at) == '{') {
      int end = regex.indexOf('}', at);
      at = end < 0 ? regex.length() : end + 1;
    } else {
      at = Math.min(regex.length(), at + (kind == 'x' ? 2 : 1));
    }
  }

  private void skipClass() {
    if (at < regex.length() && regex.charAt(at) == '^') {
      at++;
    }
    if (at < regex.length() && regex.charAt(at) == ']') {
      at++;
    }
    while (at < regex.length() && regex.charAt(at) != ']') {
      if (regex.startsWith("[:", at)) {
        int end = regex.indexOf(":]", at);
        at = end < 0 ? regex.length() : end + 2;
      } else {
        at += regex.charAt(at) == '\\' ? 2 : 1;
      }
    }
    at++;
  }

  /** Reads a group; null when it needs nothing. */
  private @Nullable List<String> group() {
    at++;
    if (at < regex.length() && regex.charAt(at) == '?') {
      while (at < regex.length() && ":>)".indexOf(regex.charAt(at)) < 0) {
        at++;
      }
      if (at < regex.length() && regex.charAt(at) == ')') {
        at++;
        return null;
      }
      at++;
    }
    List<String> inside = alternatives();
    if (at < regex.length()) {
      at++;
    }
    return inside;
  }

  private boolean isOptional() {
    return at < regex.length()
        && (regex.charAt(at) == '*' || regex.charAt(at) == '?' || regex.startsWith("{0", at));
  }

  private boolean skipQuantifier() {
    int start = at;
    while (at < regex.length() && "*+?{".indexOf(regex.charAt(at)) >= 0) {
      if (regex.charAt(at) == '{') {
        Matcher repetition = ValueTest.Regex.REPETITION.matcher(regex).region(at, regex.length());
        if (!repetition.lookingAt()) {
          break;
        }
        at = repetition.end();
      } else {
        at++;
      }
    }
    return at > start;
  }

  /** The better one of the best so far and the run, which begins anew. */
  private static @Nullable List<String> better(@Nullable List<String> best, StringBuilder run) {
    List<String> literal = run.isEmpty() ? null : List.of(run.toString());
    run.setLength(0);
    return better(best, literal);
  }

  private static @Nullable List<String> better(
      @Nullable List<String> best, @Nullable List<String> other) {
    if (best == null || other == null) {
      return best == null ? other : best;
    }
    return shortest(other) > shortest(best) ? other : best;
  }

  private static int shortest(List<String> literals) {
    return literals.stream().mapToInt(String::length).min().orElse(0);
  }
}
