package songlam.core.detect.sigma;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import songlam.core.event.EcsField;

/**
 * What logsources and fields of Sigma mean: the tables that come with the product, and over them
 * those of an installation, from the folder {@value #FOLDER} beside its rules; and the values it
 * gives for {@code expand}, {@link Placeholders}. Immutable.
 *
 * <pre>
 * product: windows
 * logsources:
 *   - fields: {Image: winlog.event_data.Binary}      # over every logsource of windows
 *   - category: print_job                            # one nobody knew
 *     when: [{event.provider: Microsoft-Windows-PrintService, event.code: 307}]
 *     fields: {Owner: user.name}
 * </pre>
 *
 * An entry without {@code when} puts its fields over those of every known logsource that says at
 * least as much; one with {@code when} takes the place of the logsource it names, and keeps what
 * fields of it it does not name.
 */
public final class SigmaMapping {
  /** Where the tables of an installation lie, beside its rules. */
  static final String FOLDER = "mapping";

  private final Taxonomy taxonomy;
  private final Placeholders placeholders;
  private final List<RuleProblem> problems;
  private final Map<String, String> texts;

  private SigmaMapping(
      Taxonomy taxonomy,
      Placeholders placeholders,
      List<RuleProblem> problems,
      Map<String, String> texts) {
    this.taxonomy = taxonomy;
    this.placeholders = placeholders;
    this.problems = List.copyOf(problems);
    this.texts = Map.copyOf(texts);
  }

  /** The tables that come with the product. */
  public static SigmaMapping shipped() {
    return new SigmaMapping(Taxonomy.shipped(), Placeholders.NONE, List.of(), Map.of());
  }

  /**
   * The same with those of these folders over them, and the values for {@code expand} beside them;
   * a file that is wrong is left out.
   */
  public static SigmaMapping of(List<Path> places) {
    Taxonomy taxonomy = Taxonomy.shipped();
    Placeholders placeholders = Placeholders.NONE;
    List<RuleProblem> problems = new ArrayList<>();
    Map<String, String> texts = new HashMap<>();
    for (Path place : places) {
      for (Path file : files(place.resolve(FOLDER))) {
        Report report = new Report(file.toString());
        String text = text(file);
        texts.put(FOLDER + "/" + file.getFileName(), text);
        List<Table.Entry> entries = read(text, report);
        if (!report.isRejected()) {
          taxonomy = taxonomy.with(entries, report);
        }
        problems.addAll(report.found());
      }
      placeholders = placeholders.with(place, problems, texts);
    }
    return new SigmaMapping(taxonomy, placeholders, problems, texts);
  }

  private static List<Table.Entry> read(String text, Report report) {
    List<Table.Entry> entries = new ArrayList<>();
    for (Node document : Documents.of(text, report)) {
      if (document instanceof MappingNode mapping) {
        entries.addAll(Table.own(new Mapping(mapping, report), report).entries());
      } else {
        report.reject(document, "not a mapping (expected: logsources and their fields)");
      }
    }
    return entries;
  }

  /** What was found wrong or worth saying in an installation's tables and placeholders. */
  public List<RuleProblem> problems() {
    return problems;
  }

  /**
   * The texts an installation's own tables and placeholders were read from, by their path in the
   * folder of its rules.
   */
  public Map<String, String> texts() {
    return texts;
  }

  /** The texts of the tables that come with the product. */
  public static Map<String, String> shippedTexts() {
    return Taxonomy.shippedTexts();
  }

  /** Whether a name is one of the vocabulary, or under one that a product's own fields have. */
  public static boolean isField(String name) {
    return name.equals("@timestamp") || EcsField.named(name) != null || Table.isVendors(name);
  }

  Taxonomy taxonomy() {
    return taxonomy;
  }

  Placeholders placeholders() {
    return placeholders;
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".yml") || file.toString().endsWith(".yaml"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read (expected: UTF-8)", e);
    }
  }
}
