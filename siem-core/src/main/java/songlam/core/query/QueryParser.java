package songlam.core.query;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import songlam.core.event.EcsType;

/**
 * Reads a query. {@code field:value}, {@code "quoted"}, wildcards {@code * ?}, {@code [a TO b]} and
 * {@code {a TO b}}, {@code > >= < <=}, {@code AND OR NOT}, parentheses, {@code _exists_:field},
 * networks on address fields, wildcards on text only, backslash escapes; parts that stand side by
 * side must all hold. NOT binds tightest, then AND, then OR. One instance reads one text.
 */
public final class QueryParser {
  /** Longest query in UTF-16 units. */
  public static final int LONGEST = 4_096;

  /** Deepest nesting of parentheses and NOT. */
  public static final int DEEPEST = 32;

  private static final String SPECIAL = "()[]{}\":<>";

  private final String text;
  private int at;
  private int depth;

  private QueryParser(String text) {
    this.text = text;
  }

  /**
   * The tree of this text; blank asks for everything.
   *
   * @throws QueryException when the text is no query
   */
  public static Query parse(String text) throws QueryException {
    if (text.length() > LONGEST) {
      throw new QueryException(
          LONGEST + 1, text.length() + " characters", "at most " + LONGEST + " characters");
    }
    QueryParser parser = new QueryParser(text);
    if (parser.atEnd()) {
      return new Query.Everything();
    }
    Query query = parser.or();
    if (!parser.atEnd()) {
      throw parser.unexpected("the end, AND or OR");
    }
    return query;
  }

  private Query or() throws QueryException {
    List<Query> parts = new ArrayList<>(List.of(and()));
    while (takeWord("OR")) {
      parts.add(and());
    }
    return parts.size() == 1 ? parts.getFirst() : new Query.Or(parts);
  }

  private Query and() throws QueryException {
    List<Query> parts = new ArrayList<>(List.of(not()));
    while (takeWord("AND") || !(atEnd() || text.charAt(at) == ')' || wordIs("OR"))) {
      parts.add(not());
    }
    return parts.size() == 1 ? parts.getFirst() : new Query.And(parts);
  }

  private Query not() throws QueryException {
    if (++depth > DEEPEST) {
      throw new QueryException(at + 1, "nesting", "at most " + DEEPEST + " levels");
    }
    try {
      return takeWord("NOT") ? new Query.Not(not()) : primary();
    } finally {
      depth--;
    }
  }

  private Query primary() throws QueryException {
    if (take('(')) {
      Query inner = or();
      require(')');
      return inner;
    }
    if (wordIs("AND") || wordIs("OR")) {
      throw unexpected("a field, a word or (");
    }
    int start = at;
    String word = term("a field, a word or (", false);
    boolean quoted = text.charAt(start) == '"';
    if (quoted || at >= text.length() || text.charAt(at) != ':') {
      return new Query.Word(word);
    }
    at++;
    String field = literal(word);
    if (field == null) {
      throw new QueryException(start + 1, word, "a field name without wildcards");
    }
    return fieldQuery(field);
  }

  private Query fieldQuery(String field) throws QueryException {
    if (atEnd()) {
      throw unexpected("a value");
    }
    char next = text.charAt(at);
    if (next == '[' || next == '{') {
      return range(field);
    }
    if (next == '<' || next == '>') {
      return comparison(field);
    }
    int start = at;
    String pattern = term("a value", true);
    String value = literal(pattern);
    if (field.equals("_exists_")) {
      if (value == null) {
        throw new QueryException(start + 1, pattern, "a field name without wildcards");
      }
      return new Query.Exists(value);
    }
    if (value == null) {
      return pattern.equals("*") ? new Query.Exists(field) : like(field, pattern, start);
    }
    return exact(field, value, start);
  }

  private static Query like(String field, String pattern, int start) throws QueryException {
    EcsType known = Values.type(field);
    if (known != null && !Values.hasPatterns(known)) {
      throw new QueryException(start + 1, pattern, Values.expected(known));
    }
    return new Query.Like(field, pattern);
  }

  private static Query exact(String field, String value, int start) throws QueryException {
    EcsType known = Values.type(field);
    if (known == null) {
      return new Query.Is(field, value);
    }
    boolean network = known == EcsType.IP && value.indexOf('/') >= 0;
    if (network ? Values.network(value) == null : Values.of(known, value) == null) {
      throw new QueryException(start + 1, value, Values.expected(known));
    }
    return network ? new Query.InNetwork(field, value) : new Query.Is(field, value);
  }

  private Query range(String field) throws QueryException {
    boolean lowIncluded = text.charAt(at++) == '[';
    String low = end(field);
    if (!takeWord("TO")) {
      throw unexpected("TO");
    }
    String high = end(field);
    boolean highIncluded = take(']');
    if (!highIncluded) {
      require('}');
    }
    return new Query.Between(field, low, lowIncluded, high, highIncluded);
  }

  private Query comparison(String field) throws QueryException {
    boolean above = text.charAt(at++) == '>';
    boolean included = at < text.length() && text.charAt(at) == '=';
    if (included) {
      at++;
    }
    String value = end(field);
    return above
        ? new Query.Between(field, value, included, null, false)
        : new Query.Between(field, null, false, value, included);
  }

  /** One end of a range; null for {@code *}. */
  private @Nullable String end(String field) throws QueryException {
    if (atEnd()) {
      throw unexpected("a value");
    }
    int start = at;
    String pattern = term("a value", true);
    String value = literal(pattern);
    if (value == null) {
      if (pattern.equals("*")) {
        return null;
      }
      throw new QueryException(start + 1, pattern, "a value without wildcards, or *");
    }
    EcsType known = Values.type(field);
    if (known != null && Values.of(known, value) == null) {
      throw new QueryException(start + 1, value, Values.expected(known));
    }
    return value;
  }

  /** A quoted or bare run as a pattern; in quotes wildcards mean themselves. */
  private String term(String expected, boolean colons) throws QueryException {
    if (atEnd()) {
      throw unexpected(expected);
    }
    boolean quoted = text.charAt(at) == '"';
    int start = at;
    StringBuilder pattern = new StringBuilder();
    if (quoted) {
      at++;
    }
    while (at < text.length()) {
      char c = text.charAt(at);
      if (quoted ? c == '"' : stopsBare(c, colons)) {
        break;
      }
      at++;
      if (c == '\\') {
        if (at == text.length()) {
          throw unexpected("a character after the backslash");
        }
        escape(pattern, text.charAt(at++));
      } else if (quoted) {
        escape(pattern, c);
      } else {
        pattern.append(c);
      }
    }
    if (quoted) {
      require('"');
    } else if (at == start) {
      throw unexpected(expected);
    }
    return pattern.toString();
  }

  /** A value may hold colons: addresses and times do. */
  private static boolean stopsBare(char c, boolean colons) {
    return Character.isWhitespace(c) || (SPECIAL.indexOf(c) >= 0 && !(c == ':' && colons));
  }

  private static void escape(StringBuilder pattern, char c) {
    if (c == '*' || c == '?' || c == '\\') {
      pattern.append('\\');
    }
    pattern.append(c);
  }

  /** The text a pattern without wildcards stands for; null when it has some. */
  public static @Nullable String literal(String pattern) {
    StringBuilder plain = new StringBuilder(pattern.length());
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '*' || c == '?') {
        return null;
      }
      plain.append(c == '\\' ? pattern.charAt(++i) : c);
    }
    return plain.toString();
  }

  private boolean wordIs(String word) {
    if (atEnd() || !text.startsWith(word, at)) {
      return false;
    }
    int after = at + word.length();
    return after == text.length()
        || Character.isWhitespace(text.charAt(after))
        || text.charAt(after) == '('
        || text.charAt(after) == ')';
  }

  private boolean takeWord(String word) {
    boolean there = wordIs(word);
    if (there) {
      at += word.length();
    }
    return there;
  }

  private boolean take(char c) {
    boolean there = !atEnd() && text.charAt(at) == c;
    if (there) {
      at++;
    }
    return there;
  }

  private void require(char c) throws QueryException {
    if (!take(c)) {
      throw unexpected(String.valueOf(c));
    }
  }

  private boolean atEnd() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at == text.length();
  }

  private QueryException unexpected(String expected) {
    String found = atEnd() ? "the end" : "'" + text.charAt(at) + "'";
    return new QueryException(at + 1, found, expected);
  }
}
