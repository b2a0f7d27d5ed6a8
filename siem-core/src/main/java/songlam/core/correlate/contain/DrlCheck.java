package songlam.core.correlate.contain;

import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.AttributeDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.BindingDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;

/**
 * The structure rules may have: rules alone, over facts of the vocabulary. Whatever else DRL knows
 * (imports, functions, globals, types, queries, {@code from}, {@code accumulate}, {@code eval},
 * other dialects, annotations) is refused by its line. What stands in constraints and behind {@code
 * then} is left to {@link AuthorsText} and {@link ClassCheck}.
 */
final class DrlCheck {
  private static final Set<String> FACTS = Set.of("Noticed", "Derived");
  private static final Pattern WHOLE = Pattern.compile("-?\\d{1,9}");
  private static final int MOST_PATTERNS = 8;

  private final BiConsumer<Integer, String> refused;
  private int patterns;
  private RuleDescr current = new RuleDescr();

  /**
   * @param refused hears of each line and what is refused there
   */
  DrlCheck(BiConsumer<Integer, String> refused) {
    this.refused = refused;
  }

  /**
   * @param imports the vocabulary's own
   * @param globals the vocabulary's own
   */
  void check(PackageDescr all, Set<String> imports, Set<String> globals) {
    all.getImports().stream()
        .filter(one -> !imports.contains(one.getTarget()))
        .forEach(one -> refuse(one, "import " + one.getTarget()));
    all.getGlobals().stream()
        .filter(one -> !globals.contains(one.getIdentifier()))
        .forEach(one -> refuse(one, "global " + one.getIdentifier()));
    refuse(all.getFunctionImports(), "import function or import static");
    refuse(all.getAccumulateImports(), "import accumulate");
    refuse(all.getFunctions(), "function");
    refuse(all.getTypeDeclarations(), "declare");
    refuse(all.getEnumDeclarations(), "declare enum");
    refuse(List.copyOf(all.getEntryPointDeclarations()), "declare entry-point");
    refuse(List.copyOf(all.getWindowDeclarations()), "declare window");
    refuse(all.getAttributes(), "an attribute of the package");
    if (all.getUnit() != null) {
      refuse(all.getUnit(), "unit");
    }
    all.getRules().forEach(this::rule);
  }

  private void rule(RuleDescr rule) {
    if (rule.isQuery() || rule.getUnit() != null) {
      refuse(rule, "query");
      return;
    }
    if (rule.getParentName() != null) {
      refuse(rule, "extends " + rule.getParentName());
    }
    if (!rule.getAnnotationNames().isEmpty()) {
      refuse(rule, "annotation @" + String.join(" @", rule.getAnnotationNames()));
    }
    if (!rule.getNamedConsequences().isEmpty()) {
      refuse(rule, "more than one then");
    }
    if (!AuthorsText.isName(rule.getName())) {
      refuse(rule, "a name of a rule with a quote, backslash, star or line break");
    }
    text(rule, rule, String.valueOf(rule.getConsequence()));
    current = rule;
    rule.getAttributes().values().forEach(this::attribute);
    patterns = 0;
    rule.getLhs().getDescrs().forEach(this::condition);
    if (patterns > MOST_PATTERNS) {
      refuse(rule, patterns + " patterns in one rule");
    }
  }

  private void attribute(AttributeDescr attribute) {
    boolean isFine =
        switch (attribute.getName()) {
          case "salience" -> WHOLE.matcher(attribute.getValue()).matches();
          case "no-loop" -> Set.of("true", "false").contains(attribute.getValue());
          default -> false;
        };
    if (!isFine) {
      refuse(attribute, attribute.getName() + " " + attribute.getValue());
    }
  }

  private void condition(BaseDescr condition) {
    switch (condition) {
      case AndDescr and -> and.getDescrs().forEach(this::condition);
      case NotDescr not -> not.getDescrs().forEach(this::condition);
      case ExistsDescr exists -> {
        for (Object part : exists.getDescrs()) {
          condition((BaseDescr) part);
        }
      }
      case PatternDescr pattern -> pattern(pattern);
      default -> refuse(condition, word(condition));
    }
  }

  private void pattern(PatternDescr pattern) {
    patterns++;
    if (!FACTS.contains(String.valueOf(pattern.getObjectType()))) {
      refuse(pattern, "facts of type " + pattern.getObjectType());
    }
    if (pattern.getSource() != null) {
      refuse(pattern, word(pattern.getSource()));
    }
    if (!pattern.getBehaviors().isEmpty() || !pattern.getAnnotationNames().isEmpty()) {
      refuse(pattern, "a window or an annotation of a pattern");
    }
    if (pattern.isQuery() || pattern.isUnification()) {
      refuse(pattern, "a query or unification");
    }
    for (BaseDescr constraint : pattern.getDescrs()) {
      boolean isText = constraint instanceof ExprConstraintDescr;
      boolean isBinding = constraint instanceof BindingDescr binding && !binding.isUnification();
      if (!isText && !isBinding) {
        refuse(pattern, word(constraint));
      }
      if (constraint instanceof ExprConstraintDescr expression) {
        text(current, pattern, expression.getExpression());
      } else if (constraint instanceof BindingDescr binding) {
        text(current, pattern, binding.getExpression());
      }
    }
  }

  private void text(RuleDescr rule, BaseDescr where, String code) {
    String said = AuthorsText.refused(code);
    if (said != null) {
      refuse(where, "rule \"" + rule.getName() + "\" touches " + said);
    }
  }

  private void refuse(List<? extends BaseDescr> some, String what) {
    some.forEach(one -> refuse(one, what));
  }

  private void refuse(BaseDescr where, String what) {
    refused.accept(where.getLine(), what);
  }

  /** Drools names the node after the word of the language. */
  private static String word(BaseDescr node) {
    return node.getClass().getSimpleName().replace("Descr", "").toLowerCase(java.util.Locale.ROOT);
  }
}
