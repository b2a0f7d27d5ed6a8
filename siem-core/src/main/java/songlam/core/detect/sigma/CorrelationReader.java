package songlam.core.detect.sigma;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;
import songlam.core.config.Lookalikes;
import songlam.core.detect.sigma.SigmaCorrelation.Columns;
import songlam.core.detect.sigma.SigmaCorrelation.Condition;
import songlam.core.detect.sigma.SigmaCorrelation.Part;

/** Reads correlations that may be over each other, each with all that is wrong with it. */
final class CorrelationReader {

  /** So many may stand one over the other; more are read, to tell how many they are. */
  private static final int MOST_LEVELS = 16;

  private static final int DEEPEST_READ = 200;
  private static final Set<String> KEYS =
      Set.of("type", "rules", "group-by", "timespan", "condition", "aliases", "generate");

  private final Map<String, Base> bases;
  private final SigmaMapping mapping;
  private final Map<String, Pending> pending = new LinkedHashMap<>();
  private final List<Pending> inOrder = new ArrayList<>();
  private final List<RuleProblem> problems = new ArrayList<>();
  private final Map<SigmaCorrelation, Integer> levels = new IdentityHashMap<>();
  private int depth;

  /** A rule of one event that may be referred to. */
  record Base(SigmaRule rule, String name, boolean isInline) {
    Set<String> names() {
      return name.isEmpty() ? Set.of(rule.id()) : Set.of(rule.id(), name);
    }
  }

  /** A correlation on its way from the file. */
  private static final class Pending {
    private final Mapping top;
    private final Report report;
    private boolean isBegun;
    private @Nullable SigmaCorrelation done;

    Pending(Mapping top, Report report) {
      this.top = top;
      this.report = report;
    }
  }

  /**
   * @param mapping what fields mean
   * @param bases rules of one event, by id and by name
   */
  CorrelationReader(SigmaMapping mapping, Map<String, Base> bases) {
    this.mapping = mapping;
    this.bases = bases;
  }

  /** Makes a correlation known, so that others may refer to it. */
  void announce(FileReader.Correlation correlation) {
    Report report = new Report(correlation.file());
    Mapping top = correlation.top();
    report.about(top.text("id"));
    Pending one = new Pending(top, report);
    inOrder.add(one);
    for (String key : List.of("id", "name")) {
      String name = top.text(key);
      Base base = bases.get(name);
      Pending other = base == null ? pending.putIfAbsent(name, one) : null;
      String where = base != null ? base.rule().file() : other == null ? "" : other.report.file();
      if (!name.isEmpty() && !where.isEmpty()) {
        report.reject(
            top.at(key),
            key
                + ": "
                + name
                + ": twice, also in "
                + where
                + " (expected: ids and names used once)");
      }
    }
    pending.remove("");
  }

  /** Those without errors. One of them that only a rejected one is over stands for itself. */
  List<SigmaCorrelation> readAll() {
    List<SigmaCorrelation> all = new ArrayList<>();
    Set<String> referenced = new HashSet<>();
    for (Pending one : inOrder) {
      SigmaCorrelation read = read(one);
      if (read != null) {
        all.add(read);
        for (Part part : read.parts()) {
          if (part instanceof Part.OfCorrelation(var inner)) {
            referenced.add(inner.rule().id());
          }
        }
      }
      problems.addAll(one.report.found());
    }
    return all.stream()
        .map(one -> referenced.contains(one.rule().id()) ? one.asReferenced() : one)
        .toList();
  }

  List<RuleProblem> problems() {
    return problems;
  }

  private @Nullable SigmaCorrelation read(Pending one) {
    if (!one.isBegun) {
      one.isBegun = true;
      depth++;
      one.done = correlation(one.top, one.report);
      depth--;
    }
    return one.done;
  }

  private @Nullable SigmaCorrelation correlation(Mapping top, Report report) {
    SigmaRule about = FileReader.about(top, new Logsource("", "", ""), report);
    report.about(about.id());
    if (!(top.value("correlation") instanceof MappingNode node)) {
      report.reject(top.at("correlation"), "correlation: not a mapping (expected: type, rules …)");
      return null;
    }
    Mapping section = new Mapping(node, report);
    section.values().keySet().stream()
        .filter(key -> !KEYS.contains(key))
        .forEach(
            key ->
                report.reject(
                    section.at(key),
                    key
                        + ": unknown"
                        + near(key, KEYS)
                        + " (expected: one of "
                        + String.join(", ", new TreeSet<>(KEYS))
                        + ")"));
    String written = section.text("generate");
    Boolean generate = section.has("generate") ? Mapping.truth(written) : Boolean.FALSE;
    if (generate == null) {
      report.reject(section.at("generate"), "generate: " + written + " (expected: true or false)");
    }
    String type = section.text("type");
    if (!CorrelationCondition.TYPES.contains(type)) {
      report.reject(
          section.at("type"),
          "type: "
              + (type.isEmpty() ? "missing" : type + near(type, CorrelationCondition.TYPES))
              + " (expected: one of "
              + String.join(", ", CorrelationCondition.TYPES)
              + ")");
      return null;
    }
    List<Part> parts = parts(section, report);
    // Where parts are missing or too many, all that is said of them would only look wrong.
    boolean isWhole =
        !parts.isEmpty()
            && parts.size() <= Combinations.MOST_PARTS
            && parts.size() == section.texts("rules").size();
    Condition condition =
        isWhole || CorrelationCondition.MEASURES.contains(type)
            ? new CorrelationCondition(section, report)
                .read(type, parts.stream().map(this::names).toList())
            : null;
    if (type.equals("temporal") && Set.copyOf(parts).size() < parts.size()) {
      report.warn(
          section.at("rules"),
          "rules: one of them twice, so that one event counts as both (expected: each once)");
    }
    CorrelationFields fields = new CorrelationFields(mapping.taxonomy(), section, report);
    Map<String, Columns> columns = fields.read(parts, part -> names(part));
    if (isWhole) {
      fields.checkAliases(parts, part -> names(part));
    }
    long timespan = Timespan.read(section, report);
    OursReader ours = new OursReader(top, report);
    SigmaCorrelation.Ours extra = ours.read(timespan);
    if (condition == null || generate == null || report.isRejected()) {
      return null;
    }
    SigmaCorrelation made =
        new SigmaCorrelation(
            about,
            top.text("name"),
            parts,
            columns,
            section.texts("group-by"),
            timespan,
            condition,
            generate,
            false,
            extra);
    levels.put(made, 1 + parts.stream().mapToInt(this::levels).max().orElse(0));
    return made;
  }

  /** Correlations one over the other, down from this part. */
  private int levels(Part part) {
    return part instanceof Part.OfCorrelation(var inner) ? levels.getOrDefault(inner, 1) : 0;
  }

  private Set<String> names(Part part) {
    Set<String> names = new LinkedHashSet<>();
    switch (part) {
      case Part.OfRule(var rule, _) -> {
        names.add(rule.id());
        bases.forEach(
            (name, base) -> {
              if (base.rule() == rule) {
                names.add(name);
              }
            });
      }
      case Part.OfCorrelation(var inner) -> {
        names.add(inner.rule().id());
        names.add(inner.name());
        names.remove("");
      }
    }
    return names;
  }

  private List<Part> parts(Mapping section, Report report) {
    List<Part> parts = new ArrayList<>();
    List<Node> nodes =
        section.value("rules") instanceof SequenceNode list
            ? list.getValue()
            : section.value("rules") == null ? List.of() : List.of(section.at("rules"));
    List<String> names = section.texts("rules");
    for (int i = 0; i < names.size(); i++) {
      Part part = part(names.get(i), i < nodes.size() ? nodes.get(i) : section.node(), report);
      if (part != null) {
        parts.add(part);
      }
    }
    if (names.isEmpty() || names.size() > Combinations.MOST_PARTS) {
      report.reject(
          section.at("rules"),
          "rules: "
              + (names.isEmpty() ? "none" : names.size())
              + " (expected: one to "
              + Combinations.MOST_PARTS
              + " ids or names)");
    }
    return parts;
  }

  private @Nullable Part part(String name, Node at, Report report) {
    Base base = bases.get(name);
    if (base != null) {
      return new Part.OfRule(base.rule(), base.isInline());
    }
    Pending inner = pending.get(name);
    if (inner == null) {
      Set<String> known = new TreeSet<>(bases.keySet());
      known.addAll(pending.keySet());
      report.reject(
          at,
          "rules: "
              + name
              + ": unknown"
              + near(name, known)
              + " (expected: id or name of a rule in these files or in force)");
      return null;
    }
    boolean isOpen = inner.isBegun && inner.done == null && !inner.report.isRejected();
    boolean isTooDeep = !inner.isBegun && depth >= DEEPEST_READ;
    SigmaCorrelation read = isOpen || isTooDeep ? null : read(inner);
    if (isTooDeep || read != null && levels.getOrDefault(read, 1) >= MOST_LEVELS) {
      report.reject(
          at,
          "rules: "
              + name
              + ": rests on too many others (expected: at most "
              + MOST_LEVELS
              + " correlations, one over the other)");
      return null;
    }
    if (read == null) {
      report.reject(
          at,
          isOpen
              ? "rules: " + name + ": rests on this one (expected: no circle)"
              : "rules: " + name + ": rejected (expected: a rule without errors)");
      return null;
    }
    return new Part.OfCorrelation(read);
  }

  /** The known name that was most likely meant, in words. */
  private static String near(String name, Set<String> known) {
    return Lookalikes.of(name, known).map(meant -> ", near to " + meant).orElse("");
  }
}
