package songlam.core.detect.sigma;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import songlam.core.detect.RuleRef;
import songlam.core.detect.index.IndexedDetector;
import songlam.core.detect.match.Expression;
import songlam.core.event.Text;

/** The filters of a set of rules. Immutable. */
record Filters(List<LoadedFilter> all) {
  static final Filters NONE = new Filters(List.of());

  Filters {
    all = List.copyOf(all);
  }

  /** These and the others; where both have an id, the others' filter counts. */
  Filters with(Filters others) {
    Set<String> theirs =
        others.all.stream()
            .map(LoadedFilter::id)
            .filter(id -> !id.isEmpty())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    List<LoadedFilter> both = new ArrayList<>(all);
    both.removeIf(filter -> theirs.contains(filter.id()));
    both.addAll(others.all);
    return new Filters(both);
  }

  /** These without the one of this id. */
  Filters without(String id) {
    return new Filters(all.stream().filter(filter -> !filter.id().equals(id)).toList());
  }

  /** These, each for those of the rules only that it is for now. */
  Filters confinedTo(Collection<LoadedRule> rules) {
    return new Filters(all.stream().map(filter -> filter.confinedTo(rules)).toList());
  }

  /** The rule with every filter that is for it. */
  LoadedRule on(LoadedRule rule) {
    LoadedRule result = rule;
    for (LoadedFilter filter : all) {
      if (filter.isFor(rule)) {
        result = filter.on(result);
      }
    }
    return result;
  }

  Optional<LoadedFilter> named(String id) {
    return all.stream().filter(filter -> filter.id().equals(id)).findFirst();
  }

  /**
   * What one filter keeps back of each of these rules, whatever the others do.
   *
   * @param rules those it is for
   */
  List<IndexedDetector.Rule> keptBack(String id, Stream<LoadedRule> rules) {
    Optional<LoadedFilter> filter = named(id);
    return filter.isEmpty() ? List.of() : rules.map(rule -> keptBack(filter.get(), rule)).toList();
  }

  private static IndexedDetector.Rule keptBack(LoadedFilter filter, LoadedRule rule) {
    Text title = new Text(filter.title(), filter.title());
    RuleRef ref = new RuleRef(filter.id(), filter.title(), title, rule.rule().level(), List.of());
    Expression kept =
        new Expression.All(List.of(rule.condition(), new Expression.Not(filter.condition())));
    return new IndexedDetector.Rule(ref, rule.route(), kept);
  }
}
