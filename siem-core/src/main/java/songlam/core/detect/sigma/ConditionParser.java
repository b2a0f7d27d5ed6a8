package songlam.core.detect.sigma;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.ScalarNode;
import songlam.core.detect.match.Expression;
import songlam.core.detect.match.Glob;

/**
 * Reads a condition: {@code or}, {@code and}, {@code not} in rising strength, parentheses, {@code 1
 * of x*}, {@code all of them}.
 */
final class ConditionParser {
  /** Deepest nesting of parentheses and {@code not}. */
  static final int DEEPEST = 100;

  private static final int MOST_CHOSEN = 100_000;
  private static final Pattern TOKEN = Pattern.compile("\\s*([()|]|[^\\s()|]+)");

  private record Token(String text, int at) {
    boolean is(String word) {
      return text.equalsIgnoreCase(word);
    }
  }

  /** The condition cannot be read; what and where is in the report. */
  private static final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final ScalarNode node;
  private final Map<String, Expression> searches;
  private final Report report;
  private final List<Token> tokens = new ArrayList<>();
  private final Set<String> used = new HashSet<>();
  private int next;

  /** Searches that patterns of names have chosen so far. */
  private int chosenInAll;

  private int depth;

  ConditionParser(ScalarNode node, Map<String, Expression> searches, Report report) {
    this.node = node;
    this.searches = searches;
    this.report = report;
    Matcher matcher = TOKEN.matcher(node.getValue());
    while (matcher.find()) {
      tokens.add(new Token(matcher.group(1), matcher.start(1)));
    }
  }

  /** The condition, null when it cannot be read. */
  @Nullable Expression parse() {
    try {
      Expression expression = or();
      if (next < tokens.size()) {
        throw wrong(
            tokens.get(next).is("|")
                ? "the end; what counts events is a correlation rule over this one"
                : "and, or, or the end");
      }
      return expression;
    } catch (UnreadableException reported) {
      return null;
    }
  }

  /** The names it speaks of, once it has been read. */
  Set<String> used() {
    return used;
  }

  private Expression or() {
    List<Expression> parts = new ArrayList<>();
    parts.add(and());
    while (take("or")) {
      parts.add(and());
    }
    return Expression.any(parts);
  }

  private Expression and() {
    List<Expression> parts = new ArrayList<>();
    parts.add(not());
    while (take("and")) {
      parts.add(not());
    }
    return Expression.all(parts);
  }

  private Expression not() {
    if (++depth > DEEPEST) {
      throw wrong("at most " + DEEPEST + " levels of parentheses and not");
    }
    Expression part = take("not") ? new Expression.Not(not()) : primary();
    depth--;
    return part;
  }

  private Expression primary() {
    if (take("(")) {
      Expression inside = or();
      if (!take(")")) {
        throw wrong("a closing parenthesis");
      }
      return inside;
    }
    if (next >= tokens.size()) {
      throw wrong("the name of a search");
    }
    Token token = tokens.get(next);
    boolean isQuantifier = next + 1 < tokens.size() && tokens.get(next + 1).is("of");
    if (isQuantifier) {
      return quantified(token);
    }
    Expression search = searches.get(token.text());
    if (search == null) {
      throw wrong("one of " + String.join(", ", searches.keySet()));
    }
    used.add(token.text());
    next++;
    return search;
  }

  private Expression quantified(Token quantifier) {
    boolean isAll = quantifier.is("all");
    if (!isAll && !quantifier.is("1") && !quantifier.is("any")) {
      throw wrong("1 of, any of or all of");
    }
    next += 2;
    if (next >= tokens.size()) {
      throw wrong("them, or a pattern of names");
    }
    Token pattern = tokens.get(next);
    List<Expression> chosen = new ArrayList<>();
    searches.forEach(
        (name, search) -> {
          if (isChosen(name, pattern)) {
            chosen.add(search);
            used.add(name);
          }
        });
    chosenInAll += chosen.size();
    if (chosenInAll > MOST_CHOSEN) {
      throw wrong("at most " + MOST_CHOSEN + " searches in all");
    }
    if (chosen.isEmpty()) {
      throw wrong("a pattern that fits one of " + String.join(", ", searches.keySet()));
    }
    next++;
    return isAll ? Expression.all(chosen) : Expression.any(chosen);
  }

  /** Names that begin with an underscore are left out of {@code them}. */
  private static boolean isChosen(String name, Token pattern) {
    if (pattern.is("them")) {
      return !name.startsWith("_");
    }
    BitSet stars = new BitSet();
    for (int i = 0; i < pattern.text().length(); i++) {
      stars.set(i, pattern.text().charAt(i) == '*');
    }
    return new Glob(pattern.text(), stars).matches(name);
  }

  private boolean take(String word) {
    if (next < tokens.size() && tokens.get(next).is(word)) {
      next++;
      return true;
    }
    return false;
  }

  private UnreadableException wrong(String expected) {
    boolean isEnd = next >= tokens.size();
    String found = isEnd ? "the end" : tokens.get(next).text().toLowerCase(Locale.ROOT);
    int offset = isEnd ? node.getValue().length() : tokens.get(next).at();
    report.reject(
        node.getStartMark(), offset, "condition: " + found + " (expected: " + expected + ")");
    return new UnreadableException();
  }
}
