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
    try (Stream<Path> corpora = Files.list(folder)) {
      for (Path corpus : corpora.filter(ImportedRules::isWhole).sorted().toList()) {
        try (Stream<Path> files = Files.walk(corpus.resolve(RULES))) {
          for (Path file : files.filter(Files::isRegularFile).toList()) {
            texts.put(folder.relativize(file).toString(), Files.readString(file, UTF_8));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return texts;
  }

  /** One that is being written has a name that begins with a dot. */
  private static boolean isWhole(Path corpus) {
    return !String.valueOf(corpus.getFileName()).startsWith(".")
        && Files.isDirectory(corpus.resolve(RULES));
  }
}
