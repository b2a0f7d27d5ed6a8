package songlam.core.rule;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Public corpora that an installation has taken in, each with its licence, under {@code
 * imported/NAME} in the folder of the installation's rules. Nobody edits them; who wants another
 * wording writes a rule of his own with the same id.
 */
public final class ImportedRules {
  static final String FOLDER = "imported";

  /** Where the rules of a corpus stand, beside what is kept of its licence and source. */
  static final String RULES = "rules";

  private static final String FORMER = ".old";

  private ImportedRules() {}

  /**
   * The texts of all of them, by file below {@code imported}.
   *
   * @param rules folder of the installation's rules; need not be there
   */
  public static Map<String, String> texts(Path rules) {
    Path folder = rules.resolve(FOLDER);
    Map<String, String> texts = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return texts;
    }
    try {
      for (Map.Entry<String, Path> corpus : corpora(folder).entrySet()) {
        Path place = corpus.getValue().resolve(RULES);
        try (Stream<Path> files = Files.walk(place)) {
          for (Path file : files.filter(Files::isRegularFile).toList()) {
            String name = place.relativize(file).toString();
            texts.put(corpus.getKey() + "/" + RULES + "/" + name, Files.readString(file, UTF_8));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return texts;
  }

  /** The texts of one of them, by file. */
  static Map<String, String> texts(Path rules, String name) {
    Map<String, String> texts = texts(rules);
    texts.keySet().removeIf(file -> !file.startsWith(name + "/"));
    return texts;
  }

  /** What the folder of a corpus is called while another takes its place. */
  static String former(String name) {
    return "." + name + FORMER;
  }

  /** By name; where one was being replaced, the former one as long as there is no other. */
  private static Map<String, Path> corpora(Path folder) throws IOException {
    Map<String, Path> corpora = new TreeMap<>();
    Map<String, Path> former = new TreeMap<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path one : all.filter(place -> Files.isDirectory(place.resolve(RULES))).toList()) {
        String name = String.valueOf(one.getFileName());
        if (!name.startsWith(".")) {
          corpora.put(name, one);
        } else if (name.endsWith(FORMER)) {
          former.put(name.substring(1, name.length() - FORMER.length()), one);
        }
      }
    }
    former.forEach(corpora::putIfAbsent);
    return corpora;
  }
}
