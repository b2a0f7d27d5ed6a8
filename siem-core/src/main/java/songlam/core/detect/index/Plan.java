package songlam.core.detect.index;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import songlam.core.detect.match.Column;
import songlam.core.detect.match.Expression;
import songlam.core.detect.match.ValueTest;

/**
 * Numbers the columns and the tests of all rules, equal ones once, so that an event reads a column
 * and answers a test at most once. Used while building.
 */
final class Plan {
  /** A test of a column. */
  record Probe(int column, ValueTest test) {}

  private final Map<Column, Integer> columns = new LinkedHashMap<>();
  private final Map<Probe, Integer> probes = new LinkedHashMap<>();

  int column(Column column) {
    return columns.computeIfAbsent(column, _ -> columns.size());
  }

  List<Column> columns() {
    return new ArrayList<>(columns.keySet());
  }

  List<Probe> probes() {
    return new ArrayList<>(probes.keySet());
  }

  Node node(Expression expression) {
    return switch (expression) {
      case Expression.All(var parts) -> new Node.All(nodes(parts));
      case Expression.Any(var parts) -> new Node.Any(nodes(parts));
      case Expression.Not(var part) -> new Node.Not(node(part));
      case Expression.Named(_, var part) -> node(part);
      case Expression.Present(var column) -> new Node.Present(column(column));
      case Expression.Is(var column, var test) ->
          new Node.Is(probe(new Probe(column(column), test)));
      case Expression.Alike(var column, var place, var other, var cased) ->
          new Node.Alike(column(column), place, column(other), cased);
    };
  }

  private Node[] nodes(List<Expression> parts) {
    return parts.stream().map(this::node).toArray(Node[]::new);
  }

  private int probe(Probe probe) {
    return probes.computeIfAbsent(probe, _ -> probes.size());
  }
}
