package songlam.core.detect.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import songlam.core.detect.Detector;
import songlam.core.detect.RuleRef;
import songlam.core.detect.match.Column;
import songlam.core.detect.match.Expression;
import songlam.core.event.Event;

/**
 * The detector over an index. First the routes: which kinds of log is this event? Then the rules
 * for those. Immutable; each thread is lent working memory, about 60 bytes per rule.
 */
public final class IndexedDetector implements Detector {
  private final List<Rule> rules;
  private final Index routes;
  private final Index conditions;
  private final Column[] columns;
  private final Plan.Probe[] probes;
  private final Reach reach;
  private final Automata automata;
  private final Spares<Work> spares = new Spares<>(this::newWork);

  /**
   * A rule to look for.
   *
   * @param route the events it is meant for
   * @param condition what such an event must fulfil
   */
  public record Rule(RuleRef ref, Expression route, Expression condition) {}

  private record Work(
      Sheet sheet, Search routes, Search conditions, int[] everything, int[] routed, int[] found) {}

  /** Builds the index: some hundred milliseconds for some thousand rules. */
  public IndexedDetector(List<Rule> rules) {
    this(rules, Automata.none());
  }

  /**
   * Builds the index of rules that replace others, and takes from theirs what has not changed; the
   * former itself when nothing has.
   *
   * @param former the detector that was in force, of any kind
   */
  public static IndexedDetector after(Detector former, List<Rule> rules) {
    if (!(former instanceof IndexedDetector known)) {
      return new IndexedDetector(rules);
    }
    return known.rules.equals(sorted(rules))
        ? known
        : new IndexedDetector(rules, known.automata.next());
  }

  private static List<Rule> sorted(List<Rule> rules) {
    return rules.stream().sorted(Comparator.comparing(rule -> rule.ref().id())).toList();
  }

  private IndexedDetector(List<Rule> rules, Automata automata) {
    this.automata = automata;
    this.rules = sorted(rules);
    Map<Expression, Integer> groups = new LinkedHashMap<>();
    List<Index.Entry> entries = new ArrayList<>();
    for (Rule rule : this.rules) {
      int group = groups.computeIfAbsent(rule.route(), _ -> groups.size());
      entries.add(new Index.Entry(group, rule.condition()));
    }
    Plan plan = new Plan();
    this.routes =
        new Index(
            groups.keySet().stream().map(r -> new Index.Entry(0, r)).toList(), 1, plan, automata);
    this.conditions = new Index(entries, groups.size(), plan, automata);
    this.columns = plan.columns().toArray(Column[]::new);
    this.reach = new Reach(plan.columns());
    this.probes = plan.probes().toArray(Plan.Probe[]::new);
  }

  @Override
  public List<RuleRef> detect(Event event) {
    Work mine = spares.take();
    List<RuleRef> matching = matching(mine, event);
    spares.giveBack(mine);
    return matching;
  }

  private List<RuleRef> matching(Work mine, Event event) {
    mine.sheet.begin(event);
    int kinds = mine.routes.find(mine.sheet, mine.everything, 1, mine.routed);
    int matches = mine.conditions.find(mine.sheet, mine.routed, kinds, mine.found);
    mine.sheet.end();
    if (matches == 0) {
      return List.of();
    }
    List<RuleRef> matching = new ArrayList<>(matches);
    for (int i = 0; i < matches; i++) {
      matching.add(rules.get(mine.found[i]).ref());
    }
    return matching;
  }

  private Work newWork() {
    return new Work(
        new Sheet(columns, probes, reach),
        new Search(routes),
        new Search(conditions),
        new int[] {0},
        new int[routes.size()],
        new int[conditions.size()]);
  }
}
