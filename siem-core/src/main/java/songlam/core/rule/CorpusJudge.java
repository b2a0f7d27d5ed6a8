package songlam.core.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import songlam.core.detect.sigma.RuleProblem;
import songlam.core.detect.sigma.SigmaCorrelations;
import songlam.core.detect.sigma.SigmaRule;
import songlam.core.detect.sigma.SigmaRules;

/**
 * Says which files of a corpus are taken in, and why the others are not. A file of several rules or
 * filters becomes one file for each, as each has a life of its own; one with correlations stays
 * whole, as they name each other.
 */
final class CorpusJudge {
  private static final Pattern DOCUMENT = Pattern.compile("(?m)^---[ \\t]*(#.*)?$");

  private final SigmaRules shipped;
  private final Map<String, String> refused;
  private final Map<String, String> texts = new TreeMap<>();
  private final List<SigmaRule> rules = new ArrayList<>();
  private final Set<String> filters = new HashSet<>();
  private final Set<String> correlations = new HashSet<>();

  /**
   * @param given texts by file
   * @param shipped rules whose ids no other may take
   * @param refused takes why not, by file
   */
  CorpusJudge(Map<String, String> given, SigmaRules shipped, Map<String, String> refused) {
    this.shipped = shipped;
    this.refused = refused;
    Map<String, String> parted = new TreeMap<>();
    given.forEach((file, text) -> part(file, text, parted));
    judge(parted);
  }

  /** What is kept, by file. */
  Map<String, String> texts() {
    return texts;
  }

  List<SigmaRule> rules() {
    return rules;
  }

  /** Files of filters that are kept. */
  int filters() {
    return filters.size();
  }

  /** Files of correlations that are kept. */
  int correlations() {
    return correlations.size();
  }

  private static void part(String file, String text, Map<String, String> parted) {
    List<String> documents =
        SigmaCorrelations.areIn(text)
            ? List.of(text)
            : DOCUMENT.splitAsStream(text).filter(one -> !isEmpty(one)).toList();
    if (documents.size() <= 1) {
      parted.put(file, text);
      return;
    }
    int dot = file.lastIndexOf('.');
    for (int i = 0; i < documents.size(); i++) {
      String name = file.substring(0, dot) + "." + (i + 1) + file.substring(dot);
      parted.put(name, documents.get(i).stripLeading());
    }
  }

  /** Whether a document is nothing but comments. */
  private static boolean isEmpty(String document) {
    return document.lines().map(String::strip).allMatch(l -> l.isEmpty() || l.startsWith("#"));
  }

  private void judge(Map<String, String> parted) {
    SigmaCorrelations read = SigmaCorrelations.read(parted, shipped);
    for (RuleProblem problem : read.problems()) {
      if (problem.kind() == RuleProblem.Kind.REJECTED) {
        refused.putIfAbsent(problem.file(), problem.line() + ": " + problem.message());
      }
    }
    Map<String, SigmaRule> byFile = new HashMap<>();
    read.inline().rules().forEach(rule -> byFile.put(rule.file(), rule));
    Set<String> correlated = new HashSet<>();
    read.all().forEach(one -> correlated.add(one.rule().file()));
    Set<String> filtering = read.inline().filesOfFilters();
    parted.forEach(
        (file, text) -> {
          SigmaRule rule = byFile.get(file);
          if (refused.containsKey(file)) {
            return;
          }
          if (correlated.contains(file)) {
            correlations.add(file);
          } else if (rule != null && shipped.rule(rule.id()).isPresent()) {
            refused.put(file, "1: id: " + rule.id() + " (expected: not one that ships)");
            return;
          } else if (rule != null) {
            rules.add(rule);
          } else if (filtering.contains(file)) {
            filters.add(file);
          } else {
            refused.put(file, "1: no rule (expected: detection, filter or correlation)");
            return;
          }
          texts.put(file, text);
        });
  }
}
