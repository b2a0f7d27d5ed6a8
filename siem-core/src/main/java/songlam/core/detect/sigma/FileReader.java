package songlam.core.detect.sigma;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import songlam.core.config.Lookalikes;
import songlam.core.detect.match.Expression;
import songlam.core.event.Severity;

/** Reads the rules and filters of one file; what is wrong with one leaves the others alone. */
final class FileReader {
  private static final List<String> STATUSES =
      List.of("stable", "test", "experimental", "deprecated", "unsupported");

  /** What specification 2.1 and our own block put at the top of a file. */
  private static final Set<String> KEYS =
      Set.of(
          "title",
          "id",
          "name",
          "related",
          "taxonomy",
          "status",
          "description",
          "license",
          "references",
          "author",
          "date",
          "modified",
          "tags",
          "scope",
          "logsource",
          "detection",
          "fields",
          "falsepositives",
          "level",
          "correlation",
          "filter",
          "songlam");

  /** What others put at the top of theirs that is near to a key of the specification by chance. */
  private static final Set<String> FOREIGN = Set.of("score");

  private static final Set<String> LOGSOURCE =
      Set.of("category", "product", "service", "definition");

  private final Taxonomy taxonomy;
  private final Placeholders placeholders;

  /** What a file holds. */
  record Content(
      List<LoadedRule> rules,
      List<LoadedFilter> filters,
      List<Correlation> correlations,
      List<RuleProblem> problems) {}

  /** A correlation rule as it stands in a file. */
  record Correlation(String file, Mapping top) {}

  FileReader(SigmaMapping mapping) {
    this.taxonomy = mapping.taxonomy();
    this.placeholders = mapping.placeholders();
  }

  Content read(String file, String text) {
    Report ofFile = new Report(file);
    List<Node> documents = Documents.of(text, ofFile);
    List<LoadedRule> rules = new ArrayList<>();
    List<LoadedFilter> filters = new ArrayList<>();
    List<Correlation> correlations = new ArrayList<>();
    List<RuleProblem> problems = new ArrayList<>(ofFile.found());
    if (documents.isEmpty() && ofFile.found().isEmpty()) {
      problems.add(
          new RuleProblem(
              RuleProblem.Kind.WARNING, file, 1, 1, "", "empty (expected: a Sigma rule)"));
    }
    for (Node document : documents) {
      Report report = new Report(file);
      if (document instanceof MappingNode mapping) {
        Mapping top = new Mapping(mapping, report);
        if (top.has("correlation")) {
          correlations.add(new Correlation(file, top));
        } else {
          document(top, report, rules, filters);
        }
      } else {
        report.reject(document, "not a mapping (expected: a Sigma rule)");
      }
      problems.addAll(report.found());
    }
    return new Content(rules, filters, correlations, problems);
  }

  private void document(
      Mapping top, Report report, List<LoadedRule> rules, List<LoadedFilter> filters) {
    report.about(top.text("id"));
    doubt(top, KEYS, report);
    if (top.value("detection") instanceof MappingNode detection) {
      LoadedRule rule = rule(top, new Mapping(detection, report), report);
      if (rule != null) {
        rules.add(rule);
      }
    } else if (top.value("filter") instanceof MappingNode filter) {
      LoadedFilter loaded = filter(top, new Mapping(filter, report), report);
      if (loaded != null) {
        filters.add(loaded);
      }
    } else {
      boolean isThere = top.has("detection");
      report.reject(
          top.at("detection"),
          "detection: "
              + (isThere ? "no mapping" : "missing")
              + " (expected: searches by their names, and a condition)");
    }
  }

  /** A key nobody knows is its author's own, unless it looks like one that is known. */
  private static void doubt(Mapping section, Set<String> known, Report report) {
    for (String key : section.values().keySet()) {
      if (FOREIGN.contains(key)) {
        continue;
      }
      Lookalikes.of(key, known)
          .ifPresent(
              meant ->
                  report.warn(
                      section.at(key), key + ": unknown, left out (expected: " + meant + "?)"));
    }
  }

  private @Nullable LoadedRule rule(Mapping top, Mapping detection, Report report) {
    SigmaRule rule = about(top, logsource(top, report), report);
    Meanings meanings = taxonomy.of(rule.logsource(), top.at("logsource"), report);
    Expression condition = detection(detection, meanings, report);
    if (condition == null || report.isRejected()) {
      return null;
    }
    if (!Possible.may(meanings.route(), condition)) {
      report.warn(
          detection.at("condition"),
          "condition: no event can fulfil it unless a field has several values (expected: searches"
              + " that do not contradict each other or the logsource)");
    }
    LoadedRule.Place idAt = LoadedRule.Place.of(top.at("id"));
    return new LoadedRule(rule, top.text("name"), meanings.route(), condition, idAt);
  }

  private @Nullable LoadedFilter filter(Mapping top, Mapping filter, Report report) {
    Logsource logsource = logsource(top, report);
    Meanings meanings = taxonomy.of(logsource, top.at("logsource"), report);
    Expression condition = detection(filter, meanings, report);
    List<String> rules = filter.texts("rules");
    if (rules.isEmpty()) {
      report.reject(
          filter.at("rules"),
          "rules: "
              + (filter.has("rules") ? "no list" : "missing")
              + " (expected: a list of ids or names of rules, or any)");
    }
    if (condition != null && !isNegated(condition)) {
      report.warn(
          filter.at("condition"),
          "condition: keeps only what matches (expected: not selection, for an exclusion)");
    }
    return condition == null || report.isRejected()
        ? null
        : new LoadedFilter(
            top.text("id"),
            required(top, "title", report),
            logsource,
            rules,
            condition,
            new LoadedFilter.Place(report.file(), filter.at("rules")));
  }

  private static boolean isNegated(Expression condition) {
    return switch (condition) {
      case Expression.Not _ -> true;
      case Expression.Named(_, var part) -> isNegated(part);
      case Expression.All(var parts) -> parts.stream().anyMatch(FileReader::isNegated);
      case Expression.Any(var parts) -> parts.stream().anyMatch(FileReader::isNegated);
      case Expression.Is _, Expression.Present _, Expression.Alike _ -> false;
    };
  }

  private @Nullable Expression detection(Mapping section, Fields fields, Report report) {
    return new Detection(new LineReader(fields, placeholders, report), report).read(section);
  }

  /** What a rule or correlation says of itself. */
  static SigmaRule about(Mapping top, Logsource logsource, Report report) {
    String title = required(top, "title", report);
    String id = top.text("id");
    if (id.isEmpty()) {
      id = UUID.nameUUIDFromBytes(title.getBytes(UTF_8)).toString();
      report.warn(top.node(), "id: missing, " + id + " made from the title (expected: a UUID)");
    }
    String status = top.text("status");
    if (!status.isEmpty() && !STATUSES.contains(status)) {
      report.warn(
          top.at("status"),
          "status: " + status + " (expected: one of " + String.join(", ", STATUSES) + ")");
    }
    return new SigmaRule(
        id,
        title,
        status,
        level(top, report),
        top.text("description"),
        top.text("author"),
        top.text("license"),
        top.texts("references"),
        top.texts("falsepositives"),
        top.texts("tags").stream().map(tag -> tag.toLowerCase(Locale.ROOT)).toList(),
        logsource,
        vietnamese(top, report),
        report.file());
  }

  private static SigmaRule.Vietnamese vietnamese(Mapping top, Report report) {
    if (!(top.value("songlam") instanceof MappingNode mapping)) {
      return new SigmaRule.Vietnamese("", "", List.of());
    }
    Mapping block = new Mapping(mapping, report);
    return new SigmaRule.Vietnamese(
        block.text("title"), block.text("description"), block.texts("falsepositives"));
  }

  /** A rule without a level is of middle urgency. */
  private static Severity level(Mapping top, Report report) {
    String level = top.text("level");
    if (level.isEmpty()) {
      return Severity.MEDIUM;
    }
    try {
      return Severity.of(level);
    } catch (IllegalArgumentException e) {
      report.reject(top.at("level"), String.valueOf(e.getMessage()));
      return Severity.MEDIUM;
    }
  }

  private static Logsource logsource(Mapping top, Report report) {
    if (!(top.value("logsource") instanceof MappingNode mapping)) {
      report.reject(
          top.at("logsource"),
          "logsource: "
              + (top.has("logsource") ? "no mapping" : "missing")
              + " (expected: category, product, service)");
      return new Logsource("", "", "");
    }
    Mapping logsource = new Mapping(mapping, report);
    doubt(logsource, LOGSOURCE, report);
    Logsource found =
        new Logsource(
            logsource.text("category"), logsource.text("product"), logsource.text("service"));
    if (found.equals(new Logsource("", "", ""))) {
      report.reject(mapping, "logsource: empty (expected: category, product or service)");
    }
    return found;
  }

  private static String required(Mapping top, String key, Report report) {
    String text = top.text(key);
    if (text.isEmpty()) {
      report.reject(top.node(), key + ": missing (expected: text)");
    }
    return text;
  }
}
