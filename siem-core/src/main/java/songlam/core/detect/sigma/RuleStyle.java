package songlam.core.detect.sigma;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * What the specification expects of the head of a rule that changes nothing of what it means: told
 * where rules are checked, not where they are read.
 */
public final class RuleStyle {
  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern TAG = Pattern.compile("[a-z0-9_-]+\\.[a-z0-9._-]+");
  private static final Pattern ATTACK_ID =
      Pattern.compile("t\\d{4}(\\.\\d{3})?|(ta|g|s|m|c|ds|dc|det|an)\\d{4}");
  private static final Pattern TACTIC = Pattern.compile("[a-z]+([-_][a-z]+)*");
  private static final Set<String> NAMESPACES =
      Set.of("attack", "car", "cve", "d3fend", "detection", "stp", "tlp");
  private static final Set<String> RELATIONS =
      Set.of("derived", "obsolete", "merged", "renamed", "similar");
  private static final int LONGEST_TITLE = 256;

  private final Mapping top;
  private final Report report;

  private RuleStyle(Mapping top, Report report) {
    this.top = top;
    this.report = report;
  }

  /**
   * Warnings about the rules, correlations and filters of a text; what is no YAML is left to those
   * who read it.
   *
   * @param file the name it has in problems
   */
  public static List<RuleProblem> of(String file, String text) {
    Report found = new Report(file);
    for (Node document : Documents.of(text, new Report(file))) {
      if (document instanceof MappingNode node) {
        Mapping top = new Mapping(node, new Report(file));
        found.about(top.text("id"));
        new RuleStyle(top, found).look();
      }
    }
    return List.copyOf(found.found());
  }

  private void look() {
    if (top.text("title").length() > LONGEST_TITLE) {
      warn("title", top.text("title").length() + " characters", "at most " + LONGEST_TITLE);
    }
    if (top.has("id") && !UUID.matcher(top.text("id")).matches()) {
      warn("id", top.text("id"), "a UUID");
    }
    LocalDate date = date("date");
    LocalDate modified = date("modified");
    if (date != null && modified != null && modified.isBefore(date)) {
      warn("modified", top.text("modified"), "not before the date " + date);
    }
    related();
    items("tags").forEach(this::tag);
    if (!top.has("filter")) {
      required("level", "one of informational, low, medium, high, critical; medium is assumed");
      required("status", "one of stable, test, experimental, deprecated, unsupported");
    }
  }

  private void required(String key, String expected) {
    if (top.text(key).isEmpty()) {
      warn(key, "missing", expected);
    }
  }

  private @Nullable LocalDate date(String key) {
    if (!top.has(key)) {
      return null;
    }
    try {
      if (DATE.matcher(top.text(key)).matches()) {
        return LocalDate.parse(top.text(key));
      }
    } catch (DateTimeException noDay) {
      // As one that is written otherwise.
    }
    warn(key, top.text(key), "YYYY-MM-DD");
    return null;
  }

  private void related() {
    if (!top.has("related")) {
      return;
    }
    if (!(top.value("related") instanceof SequenceNode)) {
      warn("related", "no list", "a list of id and type");
      return;
    }
    for (Node item : items("related")) {
      if (!(item instanceof MappingNode node)) {
        report.warn(item, "related: no mapping (expected: id and type)");
        continue;
      }
      Mapping one = new Mapping(node, report);
      if (!UUID.matcher(one.text("id")).matches()) {
        report.warn(one.at("id"), "related: id: " + shown(one.text("id")) + " (expected: a UUID)");
      }
      if (!RELATIONS.contains(one.text("type"))) {
        report.warn(
            one.at("type"),
            "related: type: "
                + shown(one.text("type"))
                + " (expected: one of "
                + String.join(", ", new TreeSet<>(RELATIONS))
                + ")");
      }
    }
  }

  private void tag(Node node) {
    String tag = node instanceof ScalarNode scalar ? scalar.getValue() : "";
    int dot = tag.indexOf('.');
    String namespace = dot < 0 ? "" : tag.substring(0, dot);
    String name = tag.substring(dot + 1);
    if (!TAG.matcher(tag).matches()) {
      report.warn(node, "tags: " + shown(tag) + " (expected: namespace.name in small letters)");
    } else if (!NAMESPACES.contains(namespace)) {
      report.warn(
          node,
          "tags: "
              + tag
              + ": unknown namespace (expected: one of "
              + String.join(", ", new TreeSet<>(NAMESPACES))
              + ")");
    } else if (namespace.equals("attack")
        && !ATTACK_ID.matcher(name).matches()
        && !TACTIC.matcher(name).matches()) {
      report.warn(
          node,
          "tags: "
              + tag
              + " (expected: a tactic, or an id such as attack.t1059 or attack.t1059.001)");
    }
  }

  private List<Node> items(String key) {
    return top.value(key) instanceof SequenceNode list ? list.getValue() : List.of();
  }

  private void warn(String key, String found, String expected) {
    report.warn(top.at(key), key + ": " + found + " (expected: " + expected + ")");
  }

  private static String shown(String text) {
    return text.isEmpty() ? "missing" : text;
  }
}
