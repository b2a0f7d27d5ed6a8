package songlam.core.detect.sigma;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import songlam.core.detect.match.Column;
import songlam.core.detect.match.Expression;
import songlam.core.detect.match.Source;
import songlam.core.event.EcsField;

/**
 * One file of {@code taxonomy/}: the logsources of a product or protocol, which events each of them
 * is, and what their fields are called in ECS.
 *
 * <pre>
 * product: windows                            # holds for every logsource below
 * open: ["winlog.event_data.{field}"]         # where any field may be, tried first
 * fields: {Image: process.executable}         # of every logsource below
 * logsources:
 *   - category: process_creation
 *     when: [{event.provider: …, event.code: 1}]   # any of these; the lines of one all hold
 *     fields: {ParentImage: process.parent.executable}
 * </pre>
 *
 * A field is a name, a list of names of which the first present counts, {@code {only: [names]}} to
 * leave out {@code open}, {@code {joined: [names], by: "\"}} or {@code {hashes: process}}.
 */
final class Table {
  /** A logsource with its events and fields. */
  record Entry(Logsource logsource, Expression when, Map<String, Meant> fields, List<String> open) {
    Entry {
      fields = Map.copyOf(fields);
      open = List.copyOf(open);
    }
  }

  /**
   * What a field means.
   *
   * @param only whether the open places are left out
   */
  record Meant(List<Source> sources, boolean only) {
    Meant {
      sources = List.copyOf(sources);
    }
  }

  private final Report report;
  private final List<Entry> entries = new ArrayList<>();

  Table(Mapping top, Report report) {
    this.report = report;
    List<String> open = top.texts("open");
    Map<String, Meant> common = fields(top);
    if (top.value("logsources") instanceof SequenceNode list) {
      for (Node item : list.getValue()) {
        if (item instanceof MappingNode mapping) {
          entries.add(entry(top, new Mapping(mapping, report), common, open));
        }
      }
    }
    if (entries.isEmpty()) {
      report.reject(top.node(), "logsources: missing (expected: a list of them)");
    }
  }

  List<Entry> entries() {
    return entries;
  }

  private Entry entry(
      Mapping top, Mapping entry, Map<String, Meant> common, List<String> openAbove) {
    Map<String, Meant> fields = new HashMap<>(common);
    fields.putAll(fields(entry));
    List<String> open = new ArrayList<>(entry.texts("open"));
    open.addAll(openAbove);
    Logsource logsource =
        new Logsource(
            inherited(top, entry, "category"),
            inherited(top, entry, "product"),
            inherited(top, entry, "service"));
    return new Entry(logsource, when(entry), fields, open);
  }

  private static String inherited(Mapping top, Mapping entry, String key) {
    return entry.has(key) ? entry.text(key) : top.text(key);
  }

  private Expression when(Mapping entry) {
    LineReader lines =
        new LineReader((name, _, _) -> new Column(List.of(Source.named(name))), Map.of(), report);
    List<Expression> any = new ArrayList<>();
    if (entry.value("when") instanceof SequenceNode list) {
      for (Node item : list.getValue()) {
        if (item instanceof MappingNode mapping) {
          Mapping conditions = new Mapping(mapping, report);
          List<Expression> all = new ArrayList<>();
          conditions
              .values()
              .forEach((name, value) -> all.add(lines.line(name, conditions.at(name), value)));
          any.add(Expression.all(all));
        }
      }
    }
    if (any.isEmpty()) {
      report.reject(entry.node(), "when: missing (expected: a list of conditions)");
    }
    return Expression.any(any);
  }

  private Map<String, Meant> fields(Mapping section) {
    Map<String, Meant> fields = new HashMap<>();
    if (section.value("fields") instanceof MappingNode mapping) {
      new Mapping(mapping, report)
          .values()
          .forEach((name, value) -> fields.put(name, meant(value)));
    }
    return fields;
  }

  private Meant meant(Node value) {
    return switch (value) {
      case ScalarNode scalar -> new Meant(List.of(Source.named(scalar.getValue())), false);
      case SequenceNode _ -> new Meant(names(value), false);
      case MappingNode mapping -> special(new Mapping(mapping, report));
      default -> new Meant(List.of(), false);
    };
  }

  private Meant special(Mapping mapping) {
    if (mapping.value("only") instanceof Node only) {
      return new Meant(names(only), true);
    }
    if (mapping.has("hashes")) {
      return new Meant(List.of(hashes(mapping.text("hashes"))), false);
    }
    if (mapping.has("under")) {
      return new Meant(List.of(new Source.Under(mapping.text("under"))), true);
    }
    List<Source> joined = new ArrayList<>();
    if (mapping.value("joined") instanceof Node names) {
      joined.addAll(names(names));
    }
    if (joined.isEmpty()) {
      report.reject(mapping.node(), "a field (expected: only, under, hashes or joined)");
      return new Meant(List.of(), false);
    }
    return new Meant(List.of(new Source.Joined(joined, mapping.text("by"))), false);
  }

  private static Source hashes(String of) {
    List<Source.Hashes.Hash> hashes = new ArrayList<>();
    add(hashes, "MD5", of + ".hash.md5");
    add(hashes, "SHA1", of + ".hash.sha1");
    add(hashes, "SHA256", of + ".hash.sha256");
    add(hashes, "IMPHASH", of + ".pe.imphash");
    return new Source.Hashes(hashes);
  }

  private static void add(List<Source.Hashes.Hash> hashes, String name, String fieldName) {
    @Nullable EcsField field = EcsField.named(fieldName);
    if (field != null) {
      hashes.add(new Source.Hashes.Hash(name, field));
    }
  }

  private static List<Source> names(Node node) {
    List<Source> sources = new ArrayList<>();
    switch (node) {
      case ScalarNode scalar -> sources.add(Source.named(scalar.getValue()));
      case SequenceNode list -> list.getValue().forEach(item -> sources.addAll(names(item)));
      default -> {}
    }
    return sources;
  }
}
