package songlam.core.detect.sigma;

import java.util.List;
import songlam.core.detect.match.Expression;

/**
 * A global filter: a condition that is put behind those of other rules with {@code and}.
 *
 * @param id empty when it has none
 * @param rules ids or names of the rules it is for, as correlations refer to them; {@code any}
 *     means all of its logsource
 */
record LoadedFilter(
    String id, String title, Logsource logsource, List<String> rules, Expression condition) {
  boolean isFor(LoadedRule loaded) {
    SigmaRule rule = loaded.rule();
    boolean isNamed =
        rules.contains("any")
            || rules.contains(rule.id())
            || (!loaded.name().isEmpty() && rules.contains(loaded.name()));
    return isNamed && rule.logsource().isWithin(logsource);
  }

  LoadedRule on(LoadedRule loaded) {
    Expression named = new Expression.Named("filter: " + title, condition);
    return new LoadedRule(
        loaded.rule(),
        loaded.name(),
        loaded.route(),
        new Expression.All(List.of(loaded.condition(), named)));
  }
}
