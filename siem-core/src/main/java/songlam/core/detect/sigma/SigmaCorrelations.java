package songlam.core.detect.sigma;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import songlam.core.detect.Detector;
import songlam.core.detect.Explanation;
import songlam.core.detect.sigma.FileReader.Content;
import songlam.core.detect.sigma.FileReader.Correlation;
import songlam.core.event.Event;

/**
 * Correlation rules of Sigma, specification 2.1 with the conditions of 2.2, from files that may
 * hold rules of one event beside them. Immutable.
 */
public final class SigmaCorrelations {
  private static final Pattern CORRELATION = Pattern.compile("(?m)^correlation\\s*:");

  private final List<SigmaCorrelation> all;
  private final SigmaRules inline;
  private final List<RuleProblem> problems;

  private SigmaCorrelations(
      List<SigmaCorrelation> all, SigmaRules inline, List<RuleProblem> problems) {
    this.all = List.copyOf(all);
    this.inline = inline;
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
    SigmaRules inline = SigmaRules.of(known.mapping(), contents, true);
    List<RuleProblem> problems = new ArrayList<>(inline.problems());
    Set<String> referenced = new HashSet<>();
    contents.forEach(c -> c.correlations().forEach(one -> referenced.addAll(references(one))));
    CorrelationReader correlations =
        new CorrelationReader(known.mapping(), names(inline, known), referenced);
    contents.forEach(content -> content.correlations().forEach(correlations::announce));
    List<SigmaCorrelation> all = correlations.readAll();
    problems.addAll(correlations.problems());
    return new SigmaCorrelations(all, inline, problems);
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

  /** Looks for the rules of one event that stand in these files. */
  public Detector detector() {
    return inline.detector();
  }

  /** Which parts of a rule of one event in these files held for an event. */
  public Optional<Explanation> explain(String rule, Event event) {
    return inline.explain(rule, event);
  }

  private static List<String> references(Correlation correlation) {
    Mapping section = correlation.top().section("correlation");
    return section == null ? List.of() : section.texts("rules");
  }

  private static Map<String, CorrelationReader.Base> names(SigmaRules inline, SigmaRules known) {
    Map<String, CorrelationReader.Base> names = new HashMap<>();
    put(names, known, false);
    put(names, inline, true);
    return names;
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
