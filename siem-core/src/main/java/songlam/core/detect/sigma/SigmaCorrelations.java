package songlam.core.detect.sigma;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import songlam.core.detect.Detector;
import songlam.core.detect.sigma.FileReader.Content;
import songlam.core.detect.sigma.SigmaCorrelation.Part;

/**
 * Correlation rules of Sigma, specification 2.1 with the conditions of 2.2, from files that may
 * hold rules of one event beside them. Immutable.
 */
public final class SigmaCorrelations {
  private static final Pattern CORRELATION = Pattern.compile("(?m)^correlation\\s*:");

  private final List<SigmaCorrelation> all;
  private final SigmaRules inline;
  private final SigmaRules around;
  private final List<RuleProblem> problems;

  private SigmaCorrelations(
      List<SigmaCorrelation> all,
      SigmaRules inline,
      SigmaRules around,
      List<RuleProblem> problems) {
    this.all = List.copyOf(all);
    this.inline = inline;
    this.around = around;
    this.problems = List.copyOf(problems);
  }

  /**
   * Reads files that belong together: what one of them names may stand in another.
   *
   * @param texts by the name they have in problems
   * @param known rules elsewhere that may be referred to; they count through their findings
   */
  public static SigmaCorrelations read(Map<String, String> texts, SigmaRules known) {
    FileReader reader = new FileReader(known.mapping());
    List<Content> contents =
        texts.entrySet().parallelStream()
            .map(entry -> reader.read(entry.getKey(), entry.getValue()))
            .toList();
    return of(contents, SigmaRules.of(known.mapping(), contents, true), known, true);
  }

  /**
   * Reads files and folders as they lie there, all of them together. Their rules of one event count
   * through their findings: whoever detects writes those on the events.
   *
   * @param mapping what their logsources and fields mean; its problems are among those told
   * @param around rules elsewhere that may be referred to, asked for when there is a correlation
   */
  public static SigmaCorrelations load(
      List<Path> places, SigmaMapping mapping, Supplier<SigmaRules> around) {
    List<Content> contents = RuleFolder.read(places, new FileReader(mapping));
    SigmaRules rules = SigmaRules.of(mapping, contents, true);
    boolean isPlain = contents.stream().allMatch(content -> content.correlations().isEmpty());
    SigmaRules known = isPlain ? SigmaRules.texts(Map.of(), mapping) : around.get();
    SigmaCorrelations read = of(contents, rules, known, false);
    List<RuleProblem> problems = new ArrayList<>(mapping.problems());
    problems.addAll(read.problems);
    return new SigmaCorrelations(read.all, rules, known, problems);
  }

  /**
   * @param isInline whether these rules are evaluated with the correlations
   */
  private static SigmaCorrelations of(
      List<Content> contents, SigmaRules rules, SigmaRules known, boolean isInline) {
    List<RuleProblem> problems = new ArrayList<>(rules.problems());
    Map<String, CorrelationReader.Base> names = new HashMap<>();
    put(names, known, false);
    put(names, rules, isInline);
    CorrelationReader correlations = new CorrelationReader(known.mapping(), names);
    contents.forEach(content -> content.correlations().forEach(correlations::announce));
    List<SigmaCorrelation> all = correlations.readAll();
    problems.addAll(correlations.problems());
    return new SigmaCorrelations(all, rules, known, problems);
  }

  /** Whether a text looks like one with correlations, to whoever has not read it. */
  public static boolean areIn(String text) {
    return CORRELATION.matcher(text).find();
  }

  /** The rules of one event and the filters that stand in these files. */
  public SigmaRules inline() {
    return inline;
  }

  /** All of them, in the order of the files. */
  public List<SigmaCorrelation> all() {
    return all;
  }

  /** What was wrong or worth saying. */
  public List<RuleProblem> problems() {
    return problems;
  }

  /** Looks for the rules of one event in these files that correlations evaluate themselves. */
  public Detector detector() {
    Set<String> evaluated = bases((_, part) -> part.isInline());
    return inline.detector(rule -> evaluated.contains(rule.id()));
  }

  /**
   * Looks for the rules of one event elsewhere that correlations here are over, where no rule of
   * these files has the same id.
   */
  public Detector detectorElsewhere() {
    Set<String> bases = bases();
    return around.detector(rule -> bases.contains(rule.id()) && inline.rule(rule.id()).isEmpty());
  }

  /** Ids of the rules of one event that some correlation is over, itself or by way of another. */
  public Set<String> bases() {
    return bases((_, _) -> true);
  }

  /** Ids of those of them that are told of too: some correlation that is over them generates. */
  public Set<String> generated() {
    return bases((correlation, _) -> correlation.generate());
  }

  private Set<String> bases(BiPredicate<SigmaCorrelation, Part.OfRule> which) {
    Set<String> ids = new TreeSet<>();
    for (SigmaCorrelation correlation : all) {
      for (Part part : correlation.parts()) {
        if (part instanceof Part.OfRule base && which.test(correlation, base)) {
          ids.add(base.rule().id());
        }
      }
    }
    return ids;
  }

  private static void put(
      Map<String, CorrelationReader.Base> names, SigmaRules rules, boolean isInline) {
    for (LoadedRule loaded : rules.loaded()) {
      CorrelationReader.Base base =
          new CorrelationReader.Base(loaded.rule(), loaded.name(), isInline);
      names.put(loaded.rule().id(), base);
      if (!loaded.name().isEmpty()) {
        names.put(loaded.name(), base);
      }
    }
  }
}
