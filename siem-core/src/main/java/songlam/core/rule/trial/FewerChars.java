package songlam.core.rule.trial;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Many literals as regular expressions, each cut as far as it takes for the store to bear all of
 * them: an automaton of a thousand names can take its memory. What is cut fits more, never less.
 */
final class FewerChars {
  /** Of all expressions on one field. */
  private static final int MOST = 9_000;

  private static final int[] LENGTHS = {20, 12, 8, 6, 4};

  /** A letter in its cases, an escaped char, or a char that means itself. */
  private static final Pattern UNIT =
      Pattern.compile("\\[[^\\]\\\\^-]+\\]|\\\\.|[^\\\\\\[\\]().*+?{}|]", Pattern.DOTALL);

  private FewerChars() {}

  /**
   * @param literals expressions without what may stand before and behind
   * @param fromEnd whether their last chars are to be kept, not their first
   * @return no more chars than the store bears; empty when there is no way
   */
  static Optional<Set<String>> of(Set<String> literals, boolean fromEnd) {
    if (isFewEnough(literals)) {
      return Optional.of(literals);
    }
    for (int length : LENGTHS) {
      Set<String> cut = new LinkedHashSet<>();
      for (String literal : literals) {
        cut.add(cut(literal, length, fromEnd));
      }
      if (isFewEnough(cut)) {
        return Optional.of(cut);
      }
    }
    return Optional.empty();
  }

  /** Whether the store bears these as they are. */
  static boolean isFewEnough(Set<String> expressions) {
    return expressions.stream().mapToInt(expression -> expression.length() + 1).sum() <= MOST;
  }

  /** Whether it is a row of chars and nothing else. */
  static boolean isLiteral(String expression) {
    return expression.isEmpty() || !units(expression).isEmpty();
  }

  /** The chars one by one; none when it is no plain row of them. */
  private static List<String> units(String expression) {
    List<String> units = new ArrayList<>();
    Matcher unit = UNIT.matcher(expression);
    int at = 0;
    while (at < expression.length() && unit.region(at, expression.length()).lookingAt()) {
      units.add(unit.group());
      at = unit.end();
    }
    return at < expression.length() ? List.of() : units;
  }

  /** What is no literal stays as it is. */
  private static String cut(String literal, int length, boolean fromEnd) {
    List<String> units = units(literal);
    if (units.size() <= length) {
      return literal;
    }
    return String.join(
        "",
        fromEnd ? units.subList(units.size() - length, units.size()) : units.subList(0, length));
  }
}
