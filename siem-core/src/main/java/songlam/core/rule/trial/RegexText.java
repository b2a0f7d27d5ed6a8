package songlam.core.rule.trial;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a regular expression, read from its beginning to its end. */
final class RegexText {
  private static final Pattern BOUNDS =
      Pattern.compile("\\{(0|[1-9]\\d{0,3})(,(0|[1-9]\\d{0,3}|))?\\}");

  private static final Pattern FLAGS = Pattern.compile("\\(\\?([imsU]*(?:-[imsU]+)?)\\)");
  private static final Pattern GROUP_FLAGS = Pattern.compile("\\?([imsU]*(?:-[imsU]+)?):");

  private final String text;
  private int at;

  RegexText(String text) {
    this.text = text;
  }

  boolean isAtEnd() {
    return at == text.length();
  }

  boolean isBefore(String expected) {
    return text.startsWith(expected, at);
  }

  /** Goes past it, if it comes now. */
  boolean skip(String expected) {
    boolean isThere = isBefore(expected);
    at += isThere ? expected.length() : 0;
    return isThere;
  }

  /** Goes past the next such char; to the end when there is none. */
  boolean skipPast(char expected) {
    int found = text.indexOf(expected, at);
    at = found < 0 ? text.length() : found + 1;
    return found >= 0;
  }

  /** The next code point, or -1 at the end. */
  int next() {
    if (isAtEnd()) {
      return -1;
    }
    int point = text.codePointAt(at);
    at += Character.charCount(point);
    return point;
  }

  /** The digits that come, in base 16, at most so many; -1 when there are none. */
  int hex(int most) {
    int from = at;
    while (at < text.length() && at - from < most && Character.digit(text.charAt(at), 16) >= 0) {
      at++;
    }
    return at == from ? -1 : Integer.parseInt(text.substring(from, at), 16);
  }

  /** The next char, without going past it; 0 at the end. */
  char peek() {
    return isAtEnd() ? 0 : text.charAt(at);
  }

  /** Flags that hold from here on, when such come now; they are read. */
  Optional<String> flags() {
    return group(FLAGS);
  }

  /** Flags of the group that has begun, when it has such; they are read. */
  Optional<String> groupFlags() {
    return group(GROUP_FLAGS);
  }

  private Optional<String> group(Pattern pattern) {
    Matcher found = pattern.matcher(text).region(at, text.length());
    if (!found.lookingAt()) {
      return Optional.empty();
    }
    at = found.end();
    return Optional.of(found.group(1));
  }

  /** How often at least and at most, when that comes now in braces; else nothing is read. */
  int[] bounds() {
    Matcher bounds = BOUNDS.matcher(text).region(at, text.length());
    if (!bounds.lookingAt()) {
      return new int[0];
    }
    at = bounds.end();
    int least = Integer.parseInt(bounds.group(1));
    boolean isExact = bounds.group(2) == null;
    boolean isOpen = !isExact && bounds.group(3).isEmpty();
    int most = isExact ? least : isOpen ? Integer.MAX_VALUE : Integer.parseInt(bounds.group(3));
    return new int[] {least, most};
  }
}
