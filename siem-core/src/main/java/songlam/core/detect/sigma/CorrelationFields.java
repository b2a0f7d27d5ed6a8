package songlam.core.detect.sigma;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import songlam.core.detect.match.Column;
import songlam.core.detect.sigma.SigmaCorrelation.Columns;
import songlam.core.detect.sigma.SigmaCorrelation.Part;

/** Finds where the events of each rule below a correlation have its fields. */
final class CorrelationFields {
  private final Taxonomy taxonomy;
  private final Mapping section;
  private final Report report;

  CorrelationFields(Taxonomy taxonomy, Mapping section, Report report) {
    this.taxonomy = taxonomy;
    this.section = section;
    this.report = report;
  }

  /**
   * @param names what a part is called in {@code aliases}
   */
  Map<String, Columns> read(List<Part> parts, Function<Part, Set<String>> names) {
    Map<String, Columns> columns = new LinkedHashMap<>();
    List<String> measured =
        section.value("condition") instanceof MappingNode condition
            ? new Mapping(condition, report).texts("field")
            : List.of();
    for (Part part : parts) {
      for (SigmaRule rule : below(part).values()) {
        Set<String> called = new HashSet<>(names.apply(part));
        called.addAll(names.apply(new Part.OfRule(rule, true)));
        columns.put(
            rule.id(),
            new Columns(
                columns(section.texts("group-by"), rule, called), columns(measured, rule, called)));
      }
    }
    return columns;
  }

  private List<Column> columns(List<String> fields, SigmaRule rule, Set<String> called) {
    List<Column> columns = new ArrayList<>();
    for (String field : fields) {
      String meant = field;
      Mapping alias = alias(field);
      if (alias != null) {
        meant = called.stream().map(alias::text).filter(t -> !t.isEmpty()).findFirst().orElse("");
        if (meant.isEmpty()) {
          report.reject(
              alias.node(),
              "aliases: " + field + ": nothing for " + rule.title() + " (expected: its field)");
          continue;
        }
      }
      Report quiet = new Report(report.file());
      Meanings meanings = taxonomy.of(rule.logsource(), section.at("group-by"), quiet);
      columns.add(meanings.column(meant, section.at("group-by"), report));
    }
    return columns;
  }

  private @Nullable Mapping alias(String field) {
    Mapping aliases =
        section.value("aliases") instanceof MappingNode node ? new Mapping(node, report) : null;
    return aliases != null && aliases.value(field) instanceof MappingNode alias
        ? new Mapping(alias, report)
        : null;
  }

  /** Aliases are of parts, and none of anything else. */
  void checkAliases(List<Part> parts, Function<Part, Set<String>> names) {
    if (!(section.value("aliases") instanceof MappingNode node)) {
      return;
    }
    Set<String> known = new HashSet<>();
    for (Part part : parts) {
      known.addAll(names.apply(part));
      below(part).values().forEach(rule -> known.addAll(names.apply(new Part.OfRule(rule, true))));
    }
    Mapping aliases = new Mapping(node, report);
    for (String field : aliases.values().keySet()) {
      Mapping alias = alias(field);
      if (alias == null) {
        report.reject(aliases.at(field), field + ": no mapping (expected: rule: field)");
        continue;
      }
      for (String name : alias.values().keySet()) {
        if (!known.contains(name)) {
          report.reject(alias.at(name), name + ": unknown (expected: a rule of this correlation)");
        }
      }
    }
  }

  /** Rules of one event below a part, by their ids; each correlation is looked into once. */
  private static Map<String, SigmaRule> below(Part part) {
    Map<String, SigmaRule> rules = new LinkedHashMap<>();
    below(part, rules, Collections.newSetFromMap(new IdentityHashMap<>()));
    return rules;
  }

  private static void below(Part part, Map<String, SigmaRule> rules, Set<Object> seen) {
    switch (part) {
      case Part.OfRule(var rule, _) -> rules.put(rule.id(), rule);
      case Part.OfCorrelation(var inner) -> {
        if (seen.add(inner)) {
          inner.parts().forEach(one -> below(one, rules, seen));
        }
      }
    }
  }
}
