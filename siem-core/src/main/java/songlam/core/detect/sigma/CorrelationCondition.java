package songlam.core.detect.sigma;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import songlam.core.detect.match.Expression;
import songlam.core.detect.match.Numbers;
import songlam.core.detect.sigma.SigmaCorrelation.Combination;
import songlam.core.detect.sigma.SigmaCorrelation.Condition;

/** Reads {@code condition} of a correlation: limits of a measure, a count or a combination. */
final class CorrelationCondition {
  static final Set<String> MEASURES =
      Set.of(
          "event_count",
          "value_count",
          "value_sum",
          "value_avg",
          "value_percentile",
          "value_median");
  static final Set<String> COMBINED =
      Set.of("temporal", "temporal_ordered", "temporal_extended", "temporal_ordered_extended");

  /** All types, measures first. */
  static final Set<String> TYPES = types();

  private static final Set<String> RELATIONS = Set.of("gt", "gte", "lt", "lte", "eq", "neq");

  private final Mapping correlation;
  private final Report report;

  CorrelationCondition(Mapping correlation, Report report) {
    this.correlation = correlation;
    this.report = report;
  }

  private static Set<String> types() {
    Set<String> types = new LinkedHashSet<>(new TreeSet<>(MEASURES));
    types.addAll(new TreeSet<>(COMBINED));
    return types;
  }

  /**
   * The condition, null when it cannot be read.
   *
   * @param names what each part is called in a condition
   */
  @Nullable Condition read(String type, List<Set<String>> names) {
    return MEASURES.contains(type) ? measured(type) : combined(type, names);
  }

  private @Nullable Condition measured(String type) {
    if (!(correlation.value("condition") instanceof MappingNode node)) {
      report.reject(
          correlation.at("condition"), "condition: missing (expected: limits such as gte: 10)");
      return null;
    }
    Mapping condition = new Mapping(node, report);
    Map<String, Double> limits = limits(condition, Set.of("field", "percentile"));
    if (!type.equals("event_count") && condition.texts("field").isEmpty()) {
      report.reject(node, "field: missing (expected: the field whose values are measured)");
    }
    double percentile = Numbers.of(condition.text("percentile"));
    boolean wantsPercent = type.equals("value_percentile");
    if (wantsPercent && !(percentile > 0 && percentile <= 100)) {
      report.reject(
          condition.at("percentile"),
          "percentile: "
              + (condition.has("percentile") ? condition.text("percentile") : "missing")
              + " (expected: above 0, at most 100)");
    }
    if (isNever(limits)) {
      report.reject(node, "condition: can never hold (expected: limits that do not contradict)");
    }
    if (type.endsWith("_count") && least(limits) > SigmaCorrelation.MOST_COUNTED) {
      report.reject(
          node,
          "condition: can never hold (expected: at most "
              + SigmaCorrelation.MOST_COUNTED
              + ", so many events of a group are counted)");
    }
    return new Condition.Measured(type, limits, wantsPercent ? percentile : 0);
  }

  /** The least whole number that fulfils the lower limits. */
  private static double least(Map<String, Double> limits) {
    double least = limits.getOrDefault("gte", 0.0);
    least = Math.max(least, limits.getOrDefault("eq", 0.0));
    return Math.max(least, Math.floor(limits.getOrDefault("gt", -1.0)) + 1);
  }

  private static boolean isNever(Map<String, Double> limits) {
    double above = limits.getOrDefault("gt", Double.NEGATIVE_INFINITY);
    double least = limits.getOrDefault("gte", Double.NEGATIVE_INFINITY);
    double below = limits.getOrDefault("lt", Double.POSITIVE_INFINITY);
    double most = limits.getOrDefault("lte", Double.POSITIVE_INFINITY);
    Double exact = limits.get("eq");
    if (exact != null) {
      boolean isWithin = exact > above && exact >= least && exact < below && exact <= most;
      return !isWithin || exact.equals(limits.get("neq"));
    }
    return Math.max(above, least) > Math.min(below, most)
        || Math.max(above, least) == Math.min(below, most) && (above >= least || below <= most);
  }

  private Map<String, Double> limits(Mapping condition, Set<String> besides) {
    Map<String, Double> limits = new LinkedHashMap<>();
    condition
        .values()
        .forEach(
            (key, value) -> {
              double limit =
                  value instanceof ScalarNode scalar ? Numbers.of(scalar.getValue()) : Double.NaN;
              if (besides.contains(key)) {
                return;
              }
              if (!RELATIONS.contains(key)) {
                report.reject(
                    condition.at(key), key + ": unknown (expected: one of gt gte lt lte eq neq)");
              } else if (Double.isNaN(limit)) {
                report.reject(condition.at(key), key + ": no number (expected: a number)");
              } else {
                limits.put(key, limit);
              }
            });
    if (limits.isEmpty() && besides.containsAll(condition.values().keySet())) {
      report.reject(condition.node(), "condition: no limit (expected: gt, gte, lt, lte, eq, neq)");
    }
    return limits;
  }

  private @Nullable Condition combined(String type, List<Set<String>> names) {
    boolean isOrdered = type.contains("ordered");
    int parts = names.size();
    Node node = correlation.value("condition");
    try {
      return switch (node) {
        case null -> several(isOrdered, parts, parts);
        case MappingNode mapping -> counted(isOrdered, new Mapping(mapping, report), parts);
        case ScalarNode scalar -> expression(isOrdered, scalar, names);
        default -> {
          report.reject(node, "condition: a list (expected: a count, or rules with and, or, not)");
          yield null;
        }
      };
    } catch (Combinations.TooManyException e) {
      report.reject(
          correlation.at("condition"),
          "condition: too many ways to come true (expected: at most " + Combinations.MOST + ")");
      return null;
    }
  }

  /** Without order nothing has to be told apart. */
  private static Condition several(boolean isOrdered, int least, int parts) {
    return isOrdered || least == parts
        ? new Condition.Combined(isOrdered, Combinations.atLeast(least, parts))
        : new Condition.Several(least);
  }

  /** So many different rules: more never ends it, so only lower limits make sense. */
  private @Nullable Condition counted(boolean isOrdered, Mapping condition, int parts) {
    Map<String, Double> limits = limits(condition, Set.of());
    int least = 1;
    for (Map.Entry<String, Double> limit : limits.entrySet()) {
      int value = (int) Math.ceil(limit.getValue());
      switch (limit.getKey()) {
        case "gte" -> least = Math.max(least, value);
        case "gt" -> least = Math.max(least, (int) (Math.floor(limit.getValue()) + 1));
        case "eq", "lte" -> {
          least = limit.getKey().equals("eq") ? Math.max(least, value) : least;
          if (value < parts) {
            reject(condition, limit.getKey(), value, "gte or gt, or all of the rules");
          }
        }
        default -> reject(condition, limit.getKey(), value, "gte or gt; absence is said with not");
      }
    }
    if (least > parts) {
      report.reject(
          condition.node(),
          "condition: " + least + " of " + parts + " rules (expected: at most all of them)");
    }
    return report.isRejected() ? null : several(isOrdered, least, parts);
  }

  private void reject(Mapping condition, String key, int value, String expected) {
    report.reject(condition.at(key), key + ": " + value + " (expected: " + expected + ")");
  }

  private @Nullable Condition expression(
      boolean isOrdered, ScalarNode node, List<Set<String>> names) {
    Map<String, Expression> parts = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      for (String name : names.get(i)) {
        parts.put(name, Combinations.part(i));
      }
    }
    Expression condition = new ConditionParser(node, parts, report).parse();
    if (condition == null) {
      return null;
    }
    List<Combination> ways = Combinations.of(condition);
    if (ways.stream().anyMatch(way -> way.wanted().isEmpty())) {
      report.reject(
          node,
          "condition: holds when nothing comes (expected: a rule that must come in each case)");
    } else if (ways.isEmpty()) {
      report.reject(node, "condition: can never hold (expected: rules that do not contradict)");
    }
    return ways.isEmpty() ? null : new Condition.Combined(isOrdered, ways);
  }
}
