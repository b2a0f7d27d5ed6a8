package songlam.core.correlate.pack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import songlam.core.correlate.window.Bounds;
import songlam.core.correlate.window.Correlated;
import songlam.core.correlate.window.GroupKey;
import songlam.core.correlate.window.Shape;
import songlam.core.detect.match.Column;
import songlam.core.detect.sigma.SigmaCorrelation;
import songlam.core.detect.sigma.SigmaCorrelation.Combination;
import songlam.core.detect.sigma.SigmaCorrelation.Condition;
import songlam.core.detect.sigma.SigmaCorrelation.Part;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.query.Query;

/** Turns a correlation rule of Sigma into what the windows understand. For one correlation. */
final class SigmaConditions {
  /** The key of a correlation that keeps nothing apart. */
  static final String EVERYTHING = "*";

  private final OwnFindings findings;
  private final Map<String, Integer> bases = new LinkedHashMap<>();
  private final List<Correlated.Base> tests = new ArrayList<>();
  private final List<Query> asked = new ArrayList<>();
  private final Map<String, Integer> places = new HashMap<>();
  private final List<Correlated.Node> nodes = new ArrayList<>();

  /** All that bears on what is told of: kinds of events, then correlations. */
  private final StringBuilder meaning = new StringBuilder();

  private SigmaConditions(OwnFindings findings) {
    this.findings = findings;
  }

  static Correlated of(SigmaCorrelation correlation, OwnFindings findings) {
    SigmaConditions conditions = new SigmaConditions(findings);
    conditions.add(correlation);
    String source = "sigma " + correlation.rule().id() + " " + digest(conditions.meaning);
    return new Correlated(conditions.tests, conditions.nodes, conditions.match(), source);
  }

  private static String digest(StringBuilder text) {
    try {
      byte[] bytes = text.toString().getBytes(UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** What stands in a pack's own files is asked of every event. */
  private Query match() {
    boolean isAll = asked.stream().anyMatch(Query.Everything.class::isInstance);
    return isAll ? new Query.Everything() : new Query.Or(asked);
  }

  private int add(SigmaCorrelation correlation) {
    Integer known = places.get(correlation.rule().id());
    if (known != null) {
      return known;
    }
    List<Integer> parts = new ArrayList<>();
    for (Part part : correlation.parts()) {
      switch (part) {
        case Part.OfRule rule -> parts.add(base(rule));
        case Part.OfCorrelation(var inner) -> parts.add(~add(inner));
      }
    }
    Map<Integer, Correlated.Reading> readings = new HashMap<>();
    new TreeMap<>(correlation.columns())
        .forEach(
            (rule, columns) -> {
              readings.put(bases.getOrDefault(rule, -1), reading(columns));
              meaning.append(rule).append(' ').append(columns).append('\n');
            });
    Shape shape = shape(correlation);
    nodes.add(new Correlated.Node(shape, correlation.timespan(), parts, readings));
    meaning.append(shape).append(' ').append(correlation.timespan()).append(parts).append('\n');
    places.put(correlation.rule().id(), nodes.size() - 1);
    return nodes.size() - 1;
  }

  private int base(Part.OfRule part) {
    String id = part.rule().id();
    return bases.computeIfAbsent(
        id,
        _ -> {
          meaning.append(id).append(' ');
          meaning.append(part.isInline() ? findings.meaning(id) : "elsewhere").append('\n');
          tests.add(
              part.isInline()
                  ? new OwnFindings.Inline(findings, id)
                  : new OwnFindings.Elsewhere(part.rule()));
          asked.add(
              part.isInline()
                  ? new Query.Everything()
                  : new Query.Is(EcsField.SONGLAM_FINDING_RULES.fieldName(), id));
          return tests.size() - 1;
        });
  }

  private static Shape shape(SigmaCorrelation correlation) {
    return switch (correlation.condition()) {
      case Condition.Measured measured ->
          new Shape.Aggregate(
              measure(measured.measure()), measured.percentile(), bounds(measured.limits()));
      case Condition.Several(int least) -> new Shape.Several(least);
      case Condition.Combined(boolean isOrdered, var any) -> {
        List<Shape.Combination> combinations = any.stream().map(SigmaConditions::ways).toList();
        yield isOrdered ? new Shape.InOrder(combinations) : new Shape.Together(combinations);
      }
    };
  }

  private static Shape.Combination ways(Combination combination) {
    List<Shape.Refused> refused = new ArrayList<>();
    for (int part : combination.refused()) {
      int gap = (int) combination.wanted().stream().filter(wanted -> wanted < part).count();
      refused.add(new Shape.Refused(part, gap));
    }
    return new Shape.Combination(combination.wanted(), refused);
  }

  private static Shape.Measure measure(String type) {
    return switch (type) {
      case "event_count" -> Shape.Measure.COUNT;
      case "value_count" -> Shape.Measure.DISTINCT;
      case "value_sum" -> Shape.Measure.SUM;
      case "value_avg" -> Shape.Measure.AVERAGE;
      case "value_percentile" -> Shape.Measure.PERCENTILE;
      case "value_median" -> Shape.Measure.MEDIAN;
      default -> throw new IllegalArgumentException(type + " (expected: a type of correlation)");
    };
  }

  private static Bounds bounds(Map<String, Double> limits) {
    List<Bounds.Limit> all = new ArrayList<>();
    new TreeMap<>(limits)
        .forEach(
            (relation, value) ->
                all.add(
                    new Bounds.Limit(
                        Bounds.Relation.valueOf(relation.toUpperCase(Locale.ROOT)), value)));
    return new Bounds(all);
  }

  private static Correlated.Reading reading(SigmaCorrelation.Columns columns) {
    return new Correlated.Reading(
        event -> joined(columns.groupBy(), event, EVERYTHING),
        event -> joined(columns.measured(), event, null));
  }

  /** The values of all columns, null when one is missing. */
  private static @Nullable String joined(List<Column> columns, Event event, @Nullable String none) {
    if (columns.isEmpty()) {
      return none;
    }
    List<String> values = new ArrayList<>(columns.size());
    for (Column column : columns) {
      String value = first(column, event);
      if (value == null) {
        return null;
      }
      values.add(value);
    }
    return GroupKey.of(values);
  }

  /** The value that counts of several, null when there is none. */
  static @Nullable String first(Column column, Event event) {
    return switch (column.read(event)) {
      case null -> null;
      case List<?> list -> String.valueOf(list.getFirst());
      case Object value -> value.toString();
    };
  }
}
