package songlam.core.detect.sigma;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The values an installation puts in the place of {@code %name%} in rules, for the modifier {@code
 * expand}. They stand in {@value #FILE} beside its rules:
 *
 * <pre>
 * administrators: [lan, minh]
 * domain-controllers: [DC01, DC02]      # a value may hold wildcards
 * </pre>
 */
record Placeholders(Map<String, List<String>> values) {
  static final String FILE = "placeholders.yml";
  static final Placeholders NONE = new Placeholders(Map.of());

  /** What a name is made of. */
  static final String NAME = "[A-Za-z0-9_.-]+";

  private static final Pattern WHOLE_NAME = Pattern.compile(NAME);
  private static final int MOST_NAMES = 1_000;
  private static final int MOST_VALUES = 10_000;

  Placeholders {
    values = Map.copyOf(values);
  }

  /** The file of a place, a folder of rules or the file itself. */
  static Path file(Path place) {
    return place.endsWith(FILE) ? place : place.resolve(FILE);
  }

  /**
   * These with what the file of a place says over them; one that is wrong is left out.
   *
   * @param texts takes the file as it was read
   */
  Placeholders with(Path place, List<RuleProblem> problems, Map<String, String> texts) {
    Path file = file(place);
    if (!Files.isRegularFile(file)) {
      return this;
    }
    Report report = new Report(file.toString());
    Map<String, List<String>> all = new LinkedHashMap<>(values);
    String text = text(file);
    texts.put(FILE, text);
    for (Node document : Documents.of(text, report)) {
      if (document instanceof MappingNode node) {
        read(new Mapping(node, report), report, all);
      } else {
        report.reject(document, "not a mapping (expected: name: [values])");
      }
    }
    problems.addAll(report.found());
    return report.isRejected() ? this : new Placeholders(all);
  }

  private static void read(Mapping top, Report report, Map<String, List<String>> all) {
    if (top.values().size() > MOST_NAMES) {
      report.reject(
          top.node(), top.values().size() + " names (expected: at most " + MOST_NAMES + ")");
    }
    top.values()
        .forEach(
            (name, node) -> {
              if (!WHOLE_NAME.matcher(name).matches()) {
                report.reject(
                    top.at(name), name + ": a name (expected: letters, digits, _ . and -)");
              }
              all.put(name, values(name, node, report));
            });
  }

  private static List<String> values(String name, Node node, Report report) {
    List<Node> items = node instanceof SequenceNode list ? list.getValue() : List.of(node);
    List<String> values = new ArrayList<>();
    for (Node item : items) {
      if (item instanceof ScalarNode scalar && !scalar.getValue().isEmpty()) {
        values.add(scalar.getValue());
      } else {
        report.reject(item, name + ": no value (expected: a text, or a list of texts)");
      }
    }
    if (values.isEmpty() || values.size() > MOST_VALUES) {
      report.reject(
          node, "%s: %,d values (expected: 1 to %,d)".formatted(name, values.size(), MOST_VALUES));
    }
    return values;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read (expected: UTF-8)", e);
    }
  }
}
