package songlam.core.rule.coverage;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import songlam.core.incident.Tactics;
import songlam.core.rule.coverage.Covering.Standing;

/** Rules turned over: techniques, and the rules that cover each. */
public final class AttackMatrix {
  private AttackMatrix() {}

  /**
   * The techniques in the order of their ids.
   *
   * @param tactics says the tactic where no rule's tags do
   */
  public static List<Technique> of(List<Covering> rules, Tactics tactics) {
    Map<String, List<Covering>> byTechnique = new TreeMap<>();
    for (Covering rule : rules) {
      for (String technique : rule.techniques()) {
        byTechnique.computeIfAbsent(technique, _ -> new ArrayList<>()).add(rule);
      }
    }
    List<Technique> techniques = new ArrayList<>();
    byTechnique.forEach((id, covering) -> techniques.add(technique(id, covering, tactics)));
    return techniques;
  }

  private static Technique technique(String id, List<Covering> rules, Tactics tactics) {
    List<Covering> enabled =
        rules.stream().filter(rule -> rule.standing() == Standing.ENABLED).toList();
    return new Technique(
        id,
        tactics(id, rules, tactics),
        ids(rules, _ -> true),
        ids(enabled, _ -> true),
        ids(enabled, Covering::proven),
        ids(enabled, rule -> rule.alerts() > 0),
        ids(rules, rule -> rule.standing() == Standing.SHADOW),
        enabled.stream().mapToLong(Covering::alerts).sum());
  }

  /**
   * A rule with one tactic means it for each of its techniques; one with several does not say which
   * belongs to which, so the table does, and what it has not, all of them.
   */
  private static List<String> tactics(String id, List<Covering> rules, Tactics tactics) {
    Set<String> found = new LinkedHashSet<>();
    tactics.of(id).ifPresent(found::add);
    for (Covering rule : rules) {
      if (rule.tactics().size() == 1) {
        found.addAll(rule.tactics());
      }
    }
    if (found.isEmpty()) {
      rules.forEach(rule -> found.addAll(rule.tactics()));
    }
    return List.copyOf(found);
  }

  private static List<String> ids(List<Covering> rules, Predicate<Covering> wanted) {
    return rules.stream().filter(wanted).map(Covering::rule).distinct().sorted().toList();
  }
}
