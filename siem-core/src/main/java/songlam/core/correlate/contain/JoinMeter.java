package songlam.core.correlate.contain;

import org.drools.model.Condition;
import org.drools.model.Rule;
import org.drools.model.Variable;
import org.drools.model.constraints.SingleConstraint2;
import org.drools.model.functions.HashedExpression;
import org.drools.model.functions.Predicate2;
import org.drools.model.patterns.PatternImpl;
import org.jspecify.annotations.Nullable;

/**
 * Counts, for one rule, each fact that fits what stands before it: a condition that always holds,
 * put behind the conditions of every pattern but the first.
 */
record JoinMeter(String rule) implements Predicate2<Object, Object>, HashedExpression {
  @Override
  public boolean test(Object fact, Object before) {
    RuleBudget.joined(rule);
    return true;
  }

  @Override
  public String getExpressionHash() {
    return "meter of " + rule;
  }

  static void install(Rule rule) {
    new JoinMeter(rule.getName()).walk(rule.getView(), null);
  }

  /** Gives what stands before the next condition. */
  private @Nullable Variable<?> walk(Condition condition, @Nullable Variable<?> before) {
    if (condition instanceof PatternImpl<?> pattern) {
      return count(pattern, before);
    }
    Variable<?> inside = before;
    for (Condition part : condition.getSubConditions()) {
      inside = walk(part, inside);
    }
    return condition.getType() == Condition.Type.AND ? inside : before;
  }

  @SuppressWarnings("unchecked") // the meter takes facts of any type
  private Variable<?> count(PatternImpl<?> pattern, @Nullable Variable<?> before) {
    if (before == null) {
      return pattern.getPatternVariable();
    }
    pattern.addConstraint(
        new SingleConstraint2<>(
            getExpressionHash(),
            (Variable<Object>) pattern.getPatternVariable(),
            (Variable<Object>) before,
            this));
    return before;
  }
}
