package songlam.core.rule.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import songlam.core.correlate.pack.Pack;
import songlam.core.correlate.pack.Rule;
import songlam.core.query.Query;

/** Which events the rules of packs ask for, and which rules two versions of a pack differ in. */
final class Asked {
  private Asked() {}

  /**
   * The pack with the rules alone in which the other differs; whole where DRL relates them, or
   * where the two consume other sources.
   */
  static Pack changed(Pack pack, Pack other) {
    if (!pack.drl().isBlank()
        || !other.drl().isBlank()
        || !pack.sourceTypes().equals(other.sourceTypes())) {
      return pack;
    }
    List<Rule> rules = new ArrayList<>(pack.rules());
    rules.removeIf(
        rule ->
            other.rules().stream().anyMatch(one -> one.id().equals(rule.id()) && same(one, rule)));
    return new Pack(pack.id(), pack.pipeline(), pack.owner(), pack.sourceTypes(), rules, "");
  }

  /** The pack with one rule; whole where DRL relates its rules. */
  static Pack only(Pack pack, String rule) {
    if (!pack.drl().isBlank()) {
      return pack;
    }
    List<Rule> rules = pack.rules().stream().filter(one -> one.id().equals(rule)).toList();
    return new Pack(pack.id(), pack.pipeline(), pack.owner(), pack.sourceTypes(), rules, "");
  }

  private static boolean same(Rule one, Rule two) {
    return one.when().fingerprint().equals(two.when().fingerprint())
        && one.quiet() == two.quiet()
        && one.severity() == two.severity()
        && Objects.equals(one.entities(), two.entities());
  }

  /** Every event a rule of the pack may look at. */
  static Query by(Pack pack) {
    List<Query> all = new ArrayList<>();
    pack.rules().forEach(rule -> all.add(rule.when().asked()));
    return any(all);
  }

  /** What any of these finds. */
  static Query any(List<Query> queries) {
    boolean isAll = queries.stream().anyMatch(Query.Everything.class::isInstance);
    return isAll ? new Query.Everything() : new Query.Or(queries);
  }
}
