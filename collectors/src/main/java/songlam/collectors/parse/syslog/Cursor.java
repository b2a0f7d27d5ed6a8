package songlam.collectors.parse.syslog;

/** A place in a text that moves forward. */
final class Cursor {
  private final String text;
  private int at;

  Cursor(String text) {
    this.text = text;
  }

  boolean atEnd() {
    return at >= text.length();
  }

  /** The next character, or 0 at the end. */
  char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
  }

  void skip(int characters) {
    at = Math.min(text.length(), at + characters);
  }

  void skipSpaces() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }

  boolean take(char expected) {
    if (peek() == expected && !atEnd()) {
      at++;
      return true;
    }
    return false;
  }

  /** Up to the next space, which is passed. */
  String word() {
    int space = text.indexOf(' ', at);
    int end = space < 0 ? text.length() : space;
    String word = text.substring(at, end);
    at = Math.min(text.length(), end + 1);
    return word;
  }

  String rest() {
    return text.substring(at);
  }

  int position() {
    return at;
  }

  void back(int position) {
    at = position;
  }

  /** A number of 1 to {@code most} digits, or -1 with the place unchanged. */
  int number(int most) {
    int start = at;
    int value = 0;
    while (at < text.length() && at - start < most && isDigit(text.charAt(at))) {
      value = value * 10 + text.charAt(at++) - '0';
    }
    return at == start ? -1 : value;
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
