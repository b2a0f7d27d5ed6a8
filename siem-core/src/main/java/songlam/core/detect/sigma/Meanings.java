package songlam.core.detect.sigma;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.yaml.snakeyaml.nodes.Node;
import songlam.core.config.Lookalikes;
import songlam.core.detect.match.Column;
import songlam.core.detect.match.Expression;
import songlam.core.detect.match.Place;
import songlam.core.detect.match.Source;
import songlam.core.detect.match.ValueTest;
import songlam.core.event.EcsField;

/** What one logsource means: which events it is, and its fields. */
final class Meanings implements Fields {
  private final Expression route;
  private final List<Table.Entry> entries;
  private final Map<String, Column> columns = new ConcurrentHashMap<>();

  private Meanings(Expression route, List<Table.Entry> entries) {
    this.route = route;
    this.entries = entries;
  }

  /** Events of any of these logsources. */
  static Meanings anyOf(List<Table.Entry> entries) {
    return new Meanings(Expression.any(entries.stream().map(Table.Entry::when).toList()), entries);
  }

  /**
   * Events of all these logsources. What of the wanted one none of them names is looked for in the
   * fields events describe themselves with, and reported.
   */
  static Meanings allOf(List<Table.Entry> wider, Logsource wanted, Node at, Report report) {
    List<Expression> parts = new ArrayList<>(wider.stream().map(Table.Entry::when).toList());
    if (wider.stream().noneMatch(e -> !e.logsource().category().isEmpty())) {
      guess(wanted.category(), parts, "event.category");
    }
    if (wider.stream().noneMatch(e -> !e.logsource().product().isEmpty())) {
      guess(wanted.product(), parts, "event.module", "observer.product", "observer.vendor");
    }
    if (wider.stream().noneMatch(e -> !e.logsource().service().isEmpty())) {
      guess(wanted.service(), parts, "event.dataset", "process.name", "log.syslog.appname");
    }
    if (parts.size() > wider.size()) {
      report.warn(
          at,
          "logsource: "
              + wanted
              + ": unknown, taken from event.module, event.dataset, event.category"
              + " (expected: a logsource of the taxonomy)");
    }
    return new Meanings(Expression.all(parts), wider);
  }

  private static void guess(String value, List<Expression> parts, String... names) {
    if (value.isEmpty()) {
      return;
    }
    List<Expression> any = new ArrayList<>();
    for (String name : names) {
      Column column = new Column(List.of(Source.named(name)));
      any.add(literal(column, Place.WHOLE, value));
      any.add(literal(column, Place.END, "." + value));
    }
    parts.add(new Expression.Any(any));
  }

  private static Expression literal(Column column, Place place, String value) {
    return new Expression.Is(column, new ValueTest.Literal(place, value, false));
  }

  Expression route() {
    return route;
  }

  @Override
  public Column column(String name, Node at, Report report) {
    Column known = columns.get(name);
    if (known == null) {
      known = find(name, at, report);
    }
    return known;
  }

  private Column find(String name, Node at, Report report) {
    Set<Source> sources = new LinkedHashSet<>();
    boolean isKnown = false;
    boolean isOpen = true;
    for (Table.Entry entry : entries) {
      Table.Meant meant = entry.fields().get(name);
      if (meant == null || !meant.only()) {
        for (String open : entry.open()) {
          sources.add(Source.named(open.replace("{field}", name)));
          isKnown = true;
        }
      } else {
        isOpen = false;
      }
      if (meant != null) {
        sources.addAll(meant.sources());
        isKnown = true;
      }
    }
    isKnown |= name.equals("@timestamp") || EcsField.named(name) != null;
    if (isOpen) {
      sources.add(Source.named(name));
    }
    Column column = new Column(new ArrayList<>(sources));
    Optional<String> meant = isKnown ? meant(name) : Optional.empty();
    if (isKnown && meant.isEmpty()) {
      columns.put(name, column);
    } else if (isKnown) {
      report.warn(
          at,
          name
              + ": no field of this logsource as far as is known, and near to one (expected: "
              + meant.get()
              + "?)");
    } else {
      report.warn(
          at,
          name
              + ": no event of this logsource has such a field as far as is known"
              + " (expected: a field of the taxonomy or of ECS)");
    }
    return column;
  }

  /** Where any field may be, one nobody knows is doubted when it looks like one that is known. */
  private Optional<String> meant(String name) {
    if (SigmaMapping.isField(name)) {
      return Optional.empty();
    }
    Set<String> known = new HashSet<>();
    for (Table.Entry entry : entries) {
      known.addAll(entry.fields().keySet());
      known.addAll(entry.known());
    }
    return Lookalikes.of(name, known);
  }
}
