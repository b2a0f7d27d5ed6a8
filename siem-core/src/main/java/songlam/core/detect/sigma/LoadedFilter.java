package songlam.core.detect.sigma;

import java.util.Collection;
import java.util.List;
import org.yaml.snakeyaml.nodes.Node;
import songlam.core.detect.match.Expression;

/**
 * A global filter: a condition that is put behind those of other rules with {@code and}.
 *
 * @param id empty when it has none
 * @param rules ids or titles of the rules it is for; {@code any} means all of its logsource
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
  List<RuleProblem> unbound(Collection<SigmaRule> all) {
    Report report = new Report(at.file());
    report.about(id);
    for (String name : rules) {
      boolean isAny = name.equals("any");
      List<SigmaRule> named =
          all.stream()
              .filter(rule -> isAny || name.equals(rule.id()) || name.equals(rule.title()))
              .toList();
      if (named.stream().noneMatch(rule -> rule.logsource().isWithin(logsource))) {
        report.warn(
            at.node(),
            named.isEmpty()
                ? "rules: " + name + ": no such rule (expected: id or title of one, or any)"
                : "rules: "
                    + name
                    + ": not of the logsource "
                    + logsource
                    + " (expected: its own)");
      }
    }
    return report.found();
  }

  boolean isFor(SigmaRule rule) {
    boolean isNamed =
        rules.contains("any") || rules.contains(rule.id()) || rules.contains(rule.title());
    return isNamed && rule.logsource().isWithin(logsource);
  }

  LoadedFilter confinedTo(List<SigmaRule> all) {
    List<String> ids = all.stream().filter(this::isFor).map(SigmaRule::id).toList();
    return new LoadedFilter(id, title, logsource, ids, condition, at);
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
