package songlam.core.detect.sigma;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
 * known: [TargetImage]                        # names of fields there that need no table
 * fields: {Image: process.executable}         # of every logsource below
 * logsources:
 *   - category: process_creation
 *     when: [{event.provider: …, event.code: 1}]   # any of these; the lines of one all hold
 *     fields: {ParentImage: process.parent.executable}
 * </pre>
 *
 * A field is a name, {@code {only: [names]}} to leave out {@code open}, {@code {joined: [names],
 * by: "\"}}, {@code {hashes: process}}, {@code {registry: name, type: name}}, or a list of these of
 * which the first present counts.
 */
final class Table {
  /** A logsource with its events and fields. */
  record Entry(
      Logsource logsource,
      Expression when,
      Map<String, Meant> fields,
      List<String> open,
      Set<String> known,
      @Nullable Node at) {
    Entry {
      fields = Map.copyOf(fields);
      known = Set.copyOf(known);
      open = List.copyOf(open);
    }

    /** Whether it says which events it is; one of an installation need not. */
    boolean hasEvents() {
      return !when.equals(NONE);
    }

    /** This one with the fields of another over its own. */
    Entry under(Entry other) {
      Map<String, Meant> both = new HashMap<>(fields);
      both.putAll(other.fields);
      List<String> places = new ArrayList<>(other.open);
      places.addAll(open);
      Set<String> names = new HashSet<>(known);
      names.addAll(other.known);
      Expression events = other.hasEvents() ? other.when : when;
      return new Entry(logsource, events, both, places, names, other.at);
    }
  }

  private static final Expression NONE = Expression.any(List.of());
  private static final Set<String> ABOUT =
      Set.of("category", "product", "service", "open", "known", "fields");
  private static final Set<String> VENDORS =
      Set.of(
          "auditd",
          "aws",
          "azure",
          "bitbucket",
          "cisco",
          "cisco_duo",
          "fortinet",
          "gcp",
          "github",
          "google_workspace",
          "juniper",
          "kubernetes",
          "m365",
          "netflow",
          "o365",
          "okta",
          "onelogin",
          "opencanary",
          "panw",
          "powershell",
          "qualys",
          "sensor",
          "syslog",
          "system",
          "winlog",
          "zeek");

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
  private final boolean isOwn;
  private final List<Entry> entries = new ArrayList<>();

  Table(Mapping top, Report report) {
    this(top, report, false);
  }

  /** A table of an installation, which is looked at more closely: somebody has just written it. */
  static Table own(Mapping top, Report report) {
    return new Table(top, report, true);
  }

  private Table(Mapping top, Report report, boolean isOwn) {
    this.report = report;
    this.isOwn = isOwn;
    known(top, Set.of("logsources"));
    List<String> open = top.texts("open");
    Set<String> names = Set.copyOf(top.texts("known"));
    Map<String, Meant> common = fields(top);
    if (top.value("logsources") instanceof SequenceNode list) {
      for (Node item : list.getValue()) {
        if (item instanceof MappingNode mapping) {
          entries.add(entry(top, new Mapping(mapping, report), common, open, names));
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
      Mapping top,
      Mapping entry,
      Map<String, Meant> common,
      List<String> openAbove,
      Set<String> knownAbove) {
    known(entry, Set.of("when"));
    Map<String, Meant> fields = new HashMap<>(common);
    fields.putAll(fields(entry));
    List<String> open = new ArrayList<>(entry.texts("open"));
    open.addAll(openAbove);
    Set<String> names = new HashSet<>(entry.texts("known"));
    names.addAll(knownAbove);
    Logsource logsource =
        new Logsource(
            inherited(top, entry, "category"),
            inherited(top, entry, "product"),
            inherited(top, entry, "service"));
    return new Entry(logsource, when(entry), fields, open, names, entry.node());
  }

  private static String inherited(Mapping top, Mapping entry, String key) {
    return entry.has(key) ? entry.text(key) : top.text(key);
  }

  private Expression when(Mapping entry) {
    LineReader lines =
        new LineReader(
            (name, _, _) -> new Column(List.of(Source.named(name))), Placeholders.NONE, report);
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
    if (any.isEmpty() && (!isOwn || entry.has("when"))) {
      report.reject(entry.node(), "when: missing (expected: a list of conditions)");
    }
    return Expression.any(any);
  }

  private Map<String, Meant> fields(Mapping section) {
    Map<String, Meant> fields = new HashMap<>();
    if (section.value("fields") instanceof MappingNode mapping) {
      new Mapping(mapping, report)
          .values()
          .forEach((name, value) -> fields.put(name, checked(meant(value), value)));
    }
    return fields;
  }

  private void known(Mapping section, Set<String> more) {
    for (String key : section.values().keySet()) {
      if (isOwn && !ABOUT.contains(key) && !more.contains(key)) {
        report.reject(
            section.at(key),
            key + ": unknown (expected: " + new TreeSet<>(ABOUT) + " or " + more + ")");
      }
    }
  }

  /** What no event can have is most likely a slip. */
  private Meant checked(Meant meant, Node at) {
    if (isOwn && meant.sources().isEmpty()) {
      report.reject(at, "no field (expected: a name, or a list of names)");
    }
    for (Source source : meant.sources()) {
      if (isOwn && source instanceof Source.Vendor(var name) && !isVendors(name)) {
        report.warn(at, name + ": no field of ECS and of no product known (expected: one of them)");
      }
    }
    return meant;
  }

  /** Whether a name is under one that a product's own fields have. */
  static boolean isVendors(String name) {
    int dot = name.indexOf('.');
    return dot > 0 && VENDORS.contains(name.substring(0, dot));
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
    if (mapping.has("registry") && mapping.has("type")) {
      Source type = Source.named(mapping.text("type"));
      Source value = new Source.RegistryValue(Source.named(mapping.text("registry")), type);
      return new Meant(List.of(value), false);
    }
    if (mapping.has("under")) {
      return new Meant(List.of(new Source.Under(mapping.text("under"))), true);
    }
    List<Source> joined = new ArrayList<>();
    if (mapping.value("joined") instanceof Node names) {
      joined.addAll(names(names));
    }
    if (joined.isEmpty()) {
      report.reject(mapping.node(), "a field (expected: only, under, hashes, registry or joined)");
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

  private List<Source> names(Node node) {
    List<Source> sources = new ArrayList<>();
    switch (node) {
      case ScalarNode scalar -> sources.add(Source.named(scalar.getValue()));
      case SequenceNode list -> list.getValue().forEach(item -> sources.addAll(names(item)));
      case MappingNode mapping -> sources.addAll(special(new Mapping(mapping, report)).sources());
      default -> {}
    }
    return sources;
  }
}
