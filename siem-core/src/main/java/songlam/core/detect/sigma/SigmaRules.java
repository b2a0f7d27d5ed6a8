package songlam.core.detect.sigma;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import songlam.core.detect.Detector;
import songlam.core.detect.Explanation;
import songlam.core.detect.index.IndexedDetector;
import songlam.core.event.Event;

/**
 * A set of Sigma rules: what was read, what was wrong with it, and the detector that looks for
 * them. Immutable.
 *
 * <pre>
 * SigmaRules rules = SigmaRules.shipped().with(SigmaRules.load(List.of(overlay)));
 * rules.problems().forEach(…);
 * AtomicReference&lt;Detector&gt; detector = new AtomicReference&lt;&gt;(rules.detector());
 * </pre>
 */
public final class SigmaRules {
  private final SigmaMapping mapping;
  private final Map<String, LoadedRule> rules;
  private final Filters filters;
  private final List<RuleProblem> problems;

  private SigmaRules(
      SigmaMapping mapping,
      Map<String, LoadedRule> rules,
      Filters filters,
      List<RuleProblem> problems) {
    this.mapping = mapping;
    this.rules = rules;
    this.filters = filters;
    this.problems = List.copyOf(problems);
  }

  /**
   * Reads files and folders ({@code .yml} and {@code .yaml} at any depth, {@code .cases.yml} and
   * the index {@code sigma.yml} left out). Tables in {@code mapping/} of a folder say what
   * logsources and fields mean, and its {@code placeholders.yml} what {@code expand} puts in,
   * {@link SigmaMapping}. A file that cannot be read or a rule that is wrong is a problem; the
   * others go on.
   */
  public static SigmaRules load(List<Path> places) {
    return load(places, SigmaMapping.of(places));
  }

  /**
   * Reads files and folders.
   *
   * @param mapping what their logsources and fields mean; its problems are among those told
   */
  public static SigmaRules load(List<Path> places, SigmaMapping mapping) {
    FileReader reader = new FileReader(mapping);
    SigmaRules rules = of(mapping, RuleFolder.read(places, reader), false);
    return new SigmaRules(
        mapping, rules.rules, rules.filters, joined(mapping.problems(), rules.problems));
  }

  /** The rules that come with the product. */
  public static SigmaRules shipped() {
    return texts(ShippedRules.texts());
  }

  /** A set of one text, for checking and trying a rule before it is a file. */
  public static SigmaRules text(String name, String yaml) {
    return texts(Map.of(name, yaml));
  }

  /** A set of texts by the names they have in problems. */
  public static SigmaRules texts(Map<String, String> texts) {
    return texts(texts, SigmaMapping.shipped());
  }

  /**
   * A set of texts by the names they have in problems.
   *
   * @param mapping what their logsources and fields mean
   */
  public static SigmaRules texts(Map<String, String> texts, SigmaMapping mapping) {
    FileReader reader = new FileReader(mapping);
    return of(
        mapping,
        texts.entrySet().parallelStream()
            .map(entry -> reader.read(entry.getKey(), entry.getValue()))
            .toList(),
        false);
  }

  /**
   * All of these; where several have an id, the last one's rule counts.
   *
   * @param sets not empty, read with one mapping
   */
  public static SigmaRules union(List<SigmaRules> sets) {
    Map<String, LoadedRule> rules = new LinkedHashMap<>();
    Filters filters = Filters.NONE;
    List<RuleProblem> problems = new ArrayList<>();
    for (SigmaRules set : sets) {
      rules.putAll(set.rules);
      filters = filters.with(set.filters);
      problems.addAll(set.problems);
    }
    return new SigmaRules(sets.getFirst().mapping, rules, filters, problems);
  }

  /** These and those of a text, read with the same mapping; where both have an id, the text's. */
  public SigmaRules withText(String name, String yaml) {
    return with(texts(Map.of(name, yaml), mapping));
  }

  /** The texts of the rules that come with the product, by {@code category/rule.yml}. */
  public static Map<String, String> shippedTexts() {
    return ShippedRules.texts();
  }

  /** The cases of a rule that comes with the product, empty when it has none. */
  public static String shippedCases(String file) {
    return ShippedRules.cases(file);
  }

  /** The modifiers a rule may use, by name. */
  public static List<String> modifiers() {
    return List.of(Modifiers.names().split(", "));
  }

  /** All rules in force, by id. */
  public List<SigmaRule> rules() {
    return rules.values().stream()
        .map(LoadedRule::rule)
        .sorted(Comparator.comparing(SigmaRule::id))
        .toList();
  }

  public Optional<SigmaRule> rule(String id) {
    return Optional.ofNullable(rules.get(id)).map(LoadedRule::rule);
  }

  /** All that was found wrong or worth saying, in the order of the files. */
  public List<RuleProblem> problems() {
    return problems;
  }

  /** Whether some rule was rejected. */
  public boolean hasRejected() {
    return problems.stream().anyMatch(p -> p.kind() == RuleProblem.Kind.REJECTED);
  }

  /** These and the others; where both have an id, the others' rule counts. */
  public SigmaRules with(SigmaRules others) {
    Map<String, LoadedRule> both = new LinkedHashMap<>(rules);
    both.putAll(others.rules);
    return new SigmaRules(
        mapping, both, filters.with(others.filters), joined(problems, others.problems));
  }

  /** These, with the filter of this id taken away. */
  public SigmaRules withoutFilter(String id) {
    return new SigmaRules(mapping, rules, filters.without(id), problems);
  }

  /**
   * What is worth saying of filters among these that are for no rule.
   *
   * @param around rules they may be for, beside these
   */
  public List<RuleProblem> unboundFilters(SigmaRules around) {
    List<LoadedRule> all = new ArrayList<>(rules.values());
    all.addAll(around.rules.values());
    return filters.all().stream().flatMap(filter -> filter.unbound(all).stream()).toList();
  }

  /** The files that filters among these stand in. */
  public Set<String> filesOfFilters() {
    return filters.all().stream()
        .map(filter -> filter.at().file())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** These, with filters that reach no other rules than these. */
  public SigmaRules confined() {
    return new SigmaRules(mapping, rules, filters.confinedTo(rules.values()), problems);
  }

  /** The ids of the rules a filter is for. */
  public Set<String> filteredBy(String filter) {
    return keptBackBy(filter, _ -> true)
        .map(loaded -> loaded.rule().id())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * What a filter keeps back of each rule it is for, whatever other filters do, under the filter's
   * id.
   *
   * @param enabled of which rules
   */
  public List<IndexedDetector.Rule> keptBack(String filter, Predicate<SigmaRule> enabled) {
    return filters.keptBack(filter, keptBackBy(filter, enabled));
  }

  private Stream<LoadedRule> keptBackBy(String filter, Predicate<SigmaRule> enabled) {
    Optional<LoadedFilter> known = filters.named(filter);
    return known.isEmpty()
        ? Stream.empty()
        : rules.values().stream()
            .filter(loaded -> known.get().isFor(loaded) && enabled.test(loaded.rule()));
  }

  /** The detector of all rules. */
  public Detector detector() {
    return detector(_ -> true);
  }

  /**
   * The detector of some rules, with the filters applied.
   *
   * @param enabled which of them are in force
   */
  public Detector detector(Predicate<SigmaRule> enabled) {
    return new IndexedDetector(conditions(enabled));
  }

  /**
   * The detector of all rules, to replace another one: made faster by what both have in common.
   *
   * @param former the one in force
   */
  public Detector detectorAfter(Detector former) {
    return IndexedDetector.after(former, conditions(_ -> true));
  }

  /**
   * What some rules ask of an event, with the filters applied: for whoever evaluates them by other
   * means, to compare.
   *
   * @param enabled which of them
   */
  public List<IndexedDetector.Rule> conditions(Predicate<SigmaRule> enabled) {
    return rules.values().stream()
        .filter(loaded -> enabled.test(loaded.rule()))
        .map(filters::on)
        .map(
            loaded ->
                new IndexedDetector.Rule(loaded.rule().ref(), loaded.route(), loaded.condition()))
        .toList();
  }

  /** Which parts of a rule held for an event; empty when there is no such rule. */
  public Optional<Explanation> explain(String id, Event event) {
    return Optional.ofNullable(rules.get(id))
        .map(loaded -> SigmaExplanation.of(filters.on(loaded), event));
  }

  /** Equal for rules that match the same events by the same parts; empty without such a rule. */
  public Optional<String> meaning(String id) {
    return Optional.ofNullable(rules.get(id))
        .map(filters::on)
        .map(loaded -> loaded.route().unnamed() + " " + loaded.condition().unnamed());
  }

  /** The rules with their conditions, filters applied: the yardstick of tests. */
  List<LoadedRule> loaded() {
    return rules.values().stream().map(filters::on).toList();
  }

  /** What logsources and fields mean in these rules. */
  public SigmaMapping mapping() {
    return mapping;
  }

  /**
   * @param correlated whether somebody reads the correlations among them
   */
  static SigmaRules of(
      SigmaMapping mapping, List<FileReader.Content> contents, boolean correlated) {
    Map<String, LoadedRule> rules = new LinkedHashMap<>();
    List<LoadedFilter> filters = new ArrayList<>();
    List<RuleProblem> problems = new ArrayList<>();
    for (FileReader.Content content : contents) {
      problems.addAll(content.problems());
      if (!correlated) {
        content.correlations().forEach(one -> problems.addAll(elsewhere(one)));
      }
      filters.addAll(content.filters());
      for (LoadedRule loaded : content.rules()) {
        LoadedRule first = rules.putIfAbsent(loaded.rule().id(), loaded);
        if (first != null) {
          problems.add(twice(loaded, first));
        }
      }
    }
    return new SigmaRules(mapping, rules, new Filters(filters), problems);
  }

  private static List<RuleProblem> elsewhere(FileReader.Correlation correlation) {
    Report report = new Report(correlation.file());
    report.about(correlation.top().text("id"));
    report.warn(
        correlation.top().at("correlation"),
        "correlation: not a rule of one event, left out here (expected: songlam detect, rules try, or in force)");
    return report.found();
  }

  private static RuleProblem twice(LoadedRule second, LoadedRule first) {
    String id = second.rule().id();
    String other = first.rule().file() + ":" + first.idAt().line();
    return new RuleProblem(
        RuleProblem.Kind.REJECTED,
        second.rule().file(),
        second.idAt().line(),
        second.idAt().column(),
        id,
        "id: " + id + ": also in " + other + " (expected: one rule of this id)");
  }

  private static <T> List<T> joined(List<T> some, List<T> more) {
    List<T> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }
}
