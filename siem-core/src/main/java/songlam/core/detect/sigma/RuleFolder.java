package songlam.core.detect.sigma;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Sigma rules as they lie in files: which files are some, and what stands in them. */
final class RuleFolder {
  private RuleFolder() {}

  /** What stands in these files and in the rules below these folders, in their order. */
  static List<FileReader.Content> read(List<Path> places, FileReader reader) {
    List<Path> files = places.stream().flatMap(place -> files(place).stream()).toList();
    return files.parallelStream().map(file -> read(reader, file)).toList();
  }

  private static FileReader.Content read(FileReader reader, Path file) {
    try {
      return reader.read(file.toString(), Files.readString(file));
    } catch (IOException e) {
      RuleProblem problem =
          new RuleProblem(
              RuleProblem.Kind.REJECTED,
              file.toString(),
              1,
              1,
              "",
              "cannot be read: " + e + " (expected: a readable file in UTF-8)");
      return new FileReader.Content(List.of(), List.of(), List.of(), List.of(problem));
    }
  }

  private static List<Path> files(Path place) {
    if (!Files.isDirectory(place)) {
      return place.endsWith(Placeholders.FILE) ? List.of() : List.of(place);
    }
    try (Stream<Path> files = Files.walk(place)) {
      Path mapping = place.resolve(SigmaMapping.FOLDER);
      return files
          .filter(file -> isRule(file) && !file.startsWith(mapping))
          .filter(file -> !file.equals(Placeholders.file(place)))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isRule(Path file) {
    String name = String.valueOf(file.getFileName());
    boolean isYaml = name.endsWith(".yml") || name.endsWith(".yaml");
    boolean isRule = !name.endsWith(".cases.yml") && !name.equals(ShippedRules.INDEX);
    return isYaml && isRule && Files.isRegularFile(file);
  }
}
