package songlam.core.detect.sigma;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import songlam.core.detect.match.Expression;

/** Reads a {@code detection} (or {@code filter}) section: named searches and their condition. */
final class Detection {
  private final LineReader lines;
  private final Report report;

  Detection(LineReader lines, Report report) {
    this.lines = lines;
    this.report = report;
  }

  /** The condition, with each search under its name; null when there is none to be had. */
  @Nullable Expression read(Mapping section) {
    Map<String, Expression> searches = new LinkedHashMap<>();
    section
        .values()
        .forEach(
            (name, node) -> {
              switch (name) {
                case "condition", "rules" -> {}
                case "timeframe" ->
                    report.warn(
                        section.at(name), "timeframe: ignored (expected: a correlation rule)");
                default -> searches.put(name, new Expression.Named(name, search(node)));
              }
            });
    if (searches.isEmpty()) {
      report.reject(section.node(), "no search (expected: at least one beside the condition)");
      return null;
    }
    return condition(section, searches);
  }

  private @Nullable Expression condition(Mapping section, Map<String, Expression> searches) {
    Node node = section.value("condition");
    List<Node> nodes = node instanceof SequenceNode list ? list.getValue() : listOf(node);
    List<Expression> conditions = new ArrayList<>();
    Set<String> idle = new LinkedHashSet<>(searches.keySet());
    for (Node one : nodes) {
      if (one instanceof ScalarNode scalar && !Mapping.isNull(scalar)) {
        ConditionParser parser = new ConditionParser(scalar, searches, report);
        Expression condition = parser.parse();
        if (condition != null) {
          conditions.add(condition);
          idle.removeAll(parser.used());
        }
      } else {
        report.reject(
            one,
            "condition: "
                + (one instanceof ScalarNode ? "empty" : "no text")
                + " (expected: how the searches go together, such as selection and not filter)");
      }
    }
    if (nodes.isEmpty()) {
      report.reject(section.node(), "condition: missing (expected: how the searches go together)");
    }
    if (!report.isRejected()) {
      idle.stream()
          .filter(name -> !name.startsWith("_"))
          .forEach(
              name ->
                  report.warn(
                      section.at(name), name + ": in no condition (expected: a search it uses)"));
    }
    return conditions.isEmpty() ? null : Expression.any(conditions);
  }

  private static List<Node> listOf(@Nullable Node node) {
    return node == null ? List.of() : List.of(node);
  }

  private Expression search(Node node) {
    return switch (node) {
      case MappingNode mapping -> map(mapping);
      case SequenceNode sequence -> {
        List<Expression> parts = new ArrayList<>();
        sequence.getValue().forEach(item -> parts.add(search(item)));
        if (parts.isEmpty()) {
          report.reject(node, "an empty search (expected: lines or keywords)");
        }
        yield Expression.any(parts);
      }
      case ScalarNode scalar -> {
        if (Mapping.isNull(scalar)) {
          report.reject(node, "an empty search (expected: lines or keywords)");
          yield LineReader.NEVER;
        }
        yield lines.keyword(scalar);
      }
      default -> {
        report.reject(node, "an alias (expected: lines or keywords)");
        yield LineReader.NEVER;
      }
    };
  }

  private Expression map(MappingNode node) {
    Mapping mapping = new Mapping(node, report);
    List<Expression> parts = new ArrayList<>();
    mapping.values().forEach((key, value) -> parts.add(lines.line(key, mapping.at(key), value)));
    if (parts.isEmpty()) {
      report.reject(node, "an empty search (expected: lines or keywords)");
    }
    return Expression.all(parts);
  }
}
