package songlam.core.correlate.contain;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;

/**
 * Finds which words of the author's an error of the compiler is about. Drools names lines of the
 * classes it makes, or none. So the rules are compiled apart until those at fault are known; then
 * their constraints, one more each time; and what is wrong behind {@code then} is followed from the
 * code Drools made to the author's ({@link Written}).
 */
final class Blame {
  /** More often nothing is compiled again: then the rule is named as far as it is known. */
  private static final int MOST_COMPILED = 200;

  private static final String UNREAD = "Unable to parse consequence";
  private static final String CAUSE = " caused by: ";
  private static final Pattern PLACE =
      Pattern.compile("\\(?(?:at )?line (\\d+), ?col(?:umn)? (\\d+)[).] ?");
  private static final Pattern FOUND =
      Pattern.compile("(?:Found|unexpected token:) +\"((?:[^\"\\\\]|\\\\.)+)\"");

  private static final String BODY = "public void execute(";

  private final String folder;
  private final String whole;
  private final List<RuleDescr> rules;
  private int compiled;

  /** Hears what is wrong where. */
  interface Ear {
    /**
     * @param at letters of the whole text before the place
     * @param rule empty when it is not known
     */
    void hear(int at, String rule, String what);
  }

  /**
   * @param folder of the rules' package
   * @param whole the text as it was compiled
   * @param rules of the text
   */
  Blame(String folder, String whole, List<RuleDescr> rules) {
    this.folder = folder;
    this.whole = whole;
    this.rules = rules;
  }

  /**
   * @param errors of the whole
   */
  void find(List<CompileError> errors, Ear ear) {
    int[] told = {0};
    search(
        rules,
        errors,
        (at, rule, what) -> {
          told[0]++;
          ear.hear(at, rule, what);
        });
    if (told[0] == 0) {
      // Each is fine alone: together they are not, as two of one name.
      errors.forEach(error -> ear.hear(lineBegin(error.line()), "", error.plain()));
    }
  }

  private void search(List<RuleDescr> some, List<CompileError> errors, Ear ear) {
    if (errors.isEmpty()) {
      return;
    }
    RuleDescr first = some.getFirst();
    if (compiled >= MOST_COMPILED) {
      ear.hear(first.getStartCharacter(), "", errors.getFirst().plain() + " (in a rule from here)");
    } else if (some.size() == 1) {
      rule(first, errors, ear);
    } else {
      int half = some.size() / 2;
      for (List<RuleDescr> part : List.of(some.subList(0, half), some.subList(half, some.size()))) {
        search(part, errors(only(part)), ear);
      }
    }
  }

  private void rule(RuleDescr rule, List<CompileError> errors, Ear ear) {
    int then = consequence(rule);
    StringBuilder text = only(List.of(rule));
    StringBuilder conditions = new StringBuilder(text);
    if (then >= 0) {
      blank(conditions, then, then + String.valueOf(rule.getConsequence()).length());
    }
    List<CompileError> wrong = then < 0 ? List.of() : errors(conditions);
    if (wrong.isEmpty()) {
      errors.forEach(error -> behindThen(rule, then, error, ear));
    } else {
      conditions(rule, conditions, wrong, ear);
    }
  }

  private void conditions(RuleDescr rule, StringBuilder text, List<CompileError> wrong, Ear ear) {
    List<ExprConstraintDescr> constraints = new ArrayList<>();
    collect(rule.getLhs(), constraints);
    boolean[] isOut = new boolean[constraints.size()];
    java.util.Arrays.fill(isOut, true);
    int told = 0;
    for (int i = 0; i < isOut.length && compiled < MOST_COMPILED; i++) {
      isOut[i] = false;
      List<CompileError> errors = errors(without(text, constraints, isOut));
      if (!errors.isEmpty()) {
        isOut[i] = true;
        told++;
        ExprConstraintDescr one = constraints.get(i);
        String what = one.getExpression() + ": " + errors.getFirst().plain();
        ear.hear(one.getStartCharacter(), rule.getName(), what);
      }
    }
    if (told == 0) {
      int when = rule.getLhs().getStartCharacter();
      String what = wrong.getFirst().plain() + " (in the conditions that begin here)";
      ear.hear(when > 0 ? when : rule.getStartCharacter(), rule.getName(), what);
    }
  }

  private void collect(BaseDescr condition, List<ExprConstraintDescr> constraints) {
    List<?> parts =
        switch (condition) {
          case PatternDescr pattern -> pattern.getDescrs();
          case ConditionalElementDescr all -> all.getDescrs();
          default -> List.of();
        };
    for (Object part : parts) {
      if (part instanceof ExprConstraintDescr one
          && whole.startsWith(one.getExpression(), one.getStartCharacter())) {
        constraints.add(one);
      } else if (part instanceof BaseDescr other) {
        collect(other, constraints);
      }
    }
  }

  /** With what always holds in place of some constraints; lines and places change. */
  private static StringBuilder without(
      StringBuilder text, List<ExprConstraintDescr> constraints, boolean[] isOut) {
    StringBuilder fewer = new StringBuilder(text);
    for (int i = isOut.length - 1; i >= 0; i--) {
      if (isOut[i]) {
        int at = constraints.get(i).getStartCharacter();
        fewer.replace(at, at + constraints.get(i).getExpression().length(), "true");
      }
    }
    return fewer;
  }

  private void behindThen(RuleDescr rule, int then, CompileError error, Ear ear) {
    String code = String.valueOf(rule.getConsequence());
    int body = error.made().indexOf('{', error.made().indexOf(BODY) + 1) + 1;
    int at = -1;
    String what = error.plain();
    if (then >= 0 && what.startsWith(UNREAD)) {
      at = unreadAt(code, error.text());
      what = PLACE.matcher(what.replace(CAUSE, ": ")).replaceFirst("").strip();
    } else if (then >= 0 && error.isInConsequence() && error.at() >= body) {
      at = new Written(code, error.made().substring(body)).at(error.at() - body);
    }
    if (at < 0) {
      int begin = then < 0 ? lineBegin(rule.getConsequenceLine()) : then;
      ear.hear(begin, rule.getName(), what + " (in the code that begins here)");
    } else {
      ear.hear(then + at, rule.getName(), what);
    }
  }

  /**
   * Where code could not be read; -1 when it is not said. It is read with a brace before it, on a
   * line of its own, and with less indentation than it had: the word found is looked for from there
   * on.
   */
  private static int unreadAt(String code, String text) {
    Matcher place = PLACE.matcher(text);
    if (!place.find()) {
      return -1;
    }
    int begin = 0;
    for (int line = 2; line < Integer.parseInt(place.group(1)); line++) {
      begin = code.indexOf('\n', begin) + 1;
    }
    int end = code.indexOf('\n', begin) < 0 ? code.length() : code.indexOf('\n', begin);
    int at = Math.min(begin + Integer.parseInt(place.group(2)) - 1, end);
    Matcher found = FOUND.matcher(text);
    int word = found.find() ? code.indexOf(found.group(1), at) : -1;
    return word >= 0 && word < end ? word : at;
  }

  /** Letters before the code behind {@code then}; -1 when there is none. */
  private int consequence(RuleDescr rule) {
    String code = String.valueOf(rule.getConsequence());
    int at = code.isBlank() ? -1 : whole.lastIndexOf(code, rule.getEndCharacter());
    return at > rule.getStartCharacter() ? at : -1;
  }

  /** The text with nothing but these rules in it; lines and places stay. */
  private StringBuilder only(List<RuleDescr> some) {
    StringBuilder text = new StringBuilder(whole);
    int from = rules.getFirst().getStartCharacter();
    for (RuleDescr rule : some) {
      blank(text, from, rule.getStartCharacter());
      from = rule.getEndCharacter();
    }
    blank(text, from, text.length());
    return text;
  }

  private static void blank(StringBuilder text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) != '\n' && text.charAt(i) != '\r') {
        text.setCharAt(i, ' ');
      }
    }
  }

  private List<CompileError> errors(StringBuilder text) {
    compiled++;
    return DrlCompiler.compile(folder, text.toString()).errors();
  }

  private int lineBegin(int line) {
    int at = 0;
    for (int i = 1; i < line && whole.indexOf('\n', at) >= 0; i++) {
      at = whole.indexOf('\n', at) + 1;
    }
    return at;
  }
}
