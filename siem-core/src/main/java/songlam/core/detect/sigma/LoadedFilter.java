package songlam.core.detect.sigma;

import java.util.Collection;
import java.util.List;
import org.yaml.snakeyaml.nodes.Node;
import songlam.core.detect.match.Expression;

/**
 * A global filter: a condition that is put behind those of other rules with {@code and}.
 *
 * @param id empty when it has none
 * @param rules ids or names of the rules it is for, as correlations refer to them; {@code any}
 *     means all of its logsource
 * @param at where it names them
 */
record LoadedFilter(
    String id,
    String title,
    Logsource logsource,
    List<String> rules,
    Expression condition,
    Place at) {
  /** A place in a file. */
  record Place(String file, Node node) {}

  /** Why it is for no rule of these, one for each name; empty when it is for one by each. */
  List<RuleProblem> unbound(Collection<LoadedRule> all) {
    Report report = new Report(at.file());
    report.about(id);
    for (String name : rules) {
      List<LoadedRule> named = all.stream().filter(rule -> isNamed(rule, name)).toList();
      if (named.stream().noneMatch(this::isOfLogsource)) {
        report.warn(
            at.node(),
            named.isEmpty()
                ? "rules: " + name + ": no such rule (expected: id or name of one, or any)"
                : "rules: "
                    + name
                    + ": not of the logsource "
                    + logsource
                    + " (expected: its own)");
      }
    }
    return report.found();
  }

  boolean isFor(LoadedRule rule) {
    return isOfLogsource(rule) && rules.stream().anyMatch(name -> isNamed(rule, name));
  }

  private boolean isOfLogsource(LoadedRule rule) {
    return rule.rule().logsource().isWithin(logsource);
  }

  private static boolean isNamed(LoadedRule rule, String name) {
    return name.equals("any")
        || name.equals(rule.rule().id())
        || (!name.isEmpty() && name.equals(rule.name()));
  }

  LoadedFilter confinedTo(Collection<LoadedRule> all) {
    List<String> ids = all.stream().filter(this::isFor).map(one -> one.rule().id()).toList();
    return new LoadedFilter(id, title, logsource, ids, condition, at);
  }

  LoadedRule on(LoadedRule loaded) {
    Expression named = new Expression.Named("filter: " + title, condition);
    return new LoadedRule(
        loaded.rule(),
        loaded.name(),
        loaded.route(),
        new Expression.All(List.of(loaded.condition(), named)),
        loaded.idAt());
  }
}
